"""Leaderboards across exercises: ranked first attempts, series of mornings, and the panel.

Teams are compared with teams of their size. `attempts` says what a first attempt is. A name stands
on a board only when everybody in the team has agreed to it.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from game import clock as wall
from game import sim
from game.models import Board, Entry, Organisation, Participant, Season, Team
from game.runtime import attempts, lives, scripted
from game.runtime.snapshots import BRACKETS, bracket, places
from game.sim.scores import STANDARD_ERROR

LEAST_SEEDS = 3  # one morning says little: a single seed has a reliability of about a half
MOST_ROWS = 50


@dataclass(frozen=True)
class Choice:
    """Which mornings are compared; empty: all of them."""

    season: Season | None = None
    organisation: Organisation | None = None


@dataclass(frozen=True)
class Line:
    """A row of a leaderboard. `name` is empty where somebody has not agreed to be named.

    `standard_error` is that of `total`, a mean over so many mornings or a single one; `spread` is
    the standard deviation of single mornings, where it was measured.
    """

    total: float
    size: int = 0
    name: str = ""
    organisation: str = ""
    rank: int = 0
    band: int = 0
    standard_error: float | None = None
    mornings: int = 1
    spread: float | None = None

    @property
    def bracket(self) -> str:
        """Whom it is ranked with: teams of its size."""
        return bracket(self.size)


@dataclass(frozen=True)
class Table:
    """First attempts at one variant and level, bracket by bracket, and the scripted panel.

    The panel stands only where it was measured: at the level `panel_level`; None: nowhere yet.
    """

    scenario: str
    variant: str
    level: str
    lines: tuple[Line, ...]
    panel: dict[str, Line | None]
    panel_level: str | None = None


@dataclass(frozen=True)
class Series:
    """Means of teams over several mornings of a scenario and level, beside the panel's."""

    scenario: str
    level: str
    lines: tuple[Line, ...]
    panel: dict[str, Line | None]
    panel_level: str | None = None


# Writing down


def enter(team: Team, body: dict[str, Any]) -> Entry | None:
    """Put a ranked result on the boards. A team that bots helped is not compared with people."""
    exercise, size = team.exercise, team.participant_set.present().count()
    if not exercise.ranked or not size or attempts.helped(team):
        return None
    at = lives.desk(team.pk)
    played = at.scenario.of(sim.seed_text(at.seed))
    fields = {
        "scenario": played.name,
        "variant": played.variant,
        "level": played.level,
        "organisation": exercise.organisation,
        "series": exercise.cohort,
        "season": season_at(wall.now().date(), exercise.organisation),
        "size": size,
        "total": body["score"]["total"],
        "rank_key": body["score"]["rank"],
        "first_attempt": attempts.is_first(team, played),
        "consented": agreed(team),
    }
    return Entry.objects.get_or_create(team=team, defaults=fields)[0]


def season_at(day: date, organisation: Organisation | None) -> Season | None:
    """The season that a day belongs to: the organisation's own before everybody's."""
    open_ended = Q(ends=None) | Q(ends__gte=day)
    found = Season.objects.filter(open_ended, begins__lte=day)
    own = found.filter(organisation=organisation).first() if organisation else None
    return own or found.filter(organisation=None).first()


def consent(person: Participant, *, agrees: bool) -> None:
    """May the team's name stand on a board, as far as this person is concerned?"""
    Participant.objects.filter(pk=person.pk).update(consented=agrees)
    Entry.objects.filter(team=person.team_id).update(consented=agreed(person.team))


def agreed(team: Team) -> bool:
    """Has everybody of the team agreed to be named?"""
    people = list(team.participant_set.present().values_list("consented", flat=True))
    return bool(people) and all(people)


# Reading


def tables(choice: Choice) -> list[Table]:
    """First attempts by variant and level, best first."""
    groups: dict[tuple[str, str, str], list[Entry]] = {}
    for entry in _entries(choice).order_by("scenario", "variant", "level"):
        groups.setdefault((entry.scenario, entry.variant, entry.level), []).append(entry)
    kept = scripted.panel()
    return [
        Table(*key, _lines(those), _panel_of(kept, *key), kept.level(key[0], key[2]))
        for key, those in groups.items()
    ]


def series(choice: Choice) -> list[Series]:
    """Teams with first attempts at three mornings or more of one series; bands of equals."""
    groups: dict[tuple[Any, ...], list[Entry]] = {}
    for entry in _entries(choice).exclude(series="").order_by("scenario", "level", "pk"):
        whose = (entry.organisation_id, entry.series, entry.team.name.casefold())
        groups.setdefault((entry.scenario, entry.level, *whose), []).append(entry)
    found: dict[tuple[str, str], list[Line]] = {}
    for key, those in groups.items():
        if len(those) >= LEAST_SEEDS:
            found.setdefault((key[0], key[1]), []).append(_mean(those))
    kept = scripted.panel()
    return [
        Series(*key, _bracketed(lines), _panel_over(kept, *key), kept.level(*key))
        for key, lines in found.items()
    ]


def organisations_for(user: Any) -> list[Organisation]:
    """Whose boards somebody may look at apart: their own; who administers the site, anybody's."""
    if getattr(user, "is_superuser", False):
        return list(Organisation.objects.order_by("name"))
    own = getattr(user, "organisation", None)
    return [own] if own else []


def _entries(choice: Choice) -> QuerySet[Entry]:
    """First attempts alone: who plays a variant again knows what is wrong."""
    rows = Entry.objects.filter(first_attempt=True).select_related("team", "organisation")
    rows = rows.exclude(team__exercise__in=_kept_back())
    if choice.season:
        rows = rows.filter(_within(choice.season))
    return rows.filter(organisation=choice.organisation) if choice.organisation else rows


def _kept_back() -> list[int]:
    """Exercises whose wall has not told their places yet: no leaderboard tells them before it.

    For a day at most: a wall that was left hidden keeps nothing back for good.
    """
    fresh = wall.now() - timedelta(days=1)
    boards = Board.objects.filter(exercise__ended__gte=fresh).select_related("exercise")
    waiting = boards.filter(Q(hidden=True) | Q(revealed__isnull=False))
    return [
        one.exercise_id
        for one in waiting
        if one.hidden or (one.revealed or 0) < places(one.exercise)
    ]


def _within(season: Season) -> Q:
    """Everybody's season holds the mornings of organisations with seasons of their own, too."""
    mine = Q(season=season)
    if season.organisation_id is not None:
        return mine
    days = Q(team__exercise__ended__date__gte=season.begins)
    if season.ends:
        days &= Q(team__exercise__ended__date__lte=season.ends)
    return mine | (Q(season__organisation__isnull=False) & days)


def _bracketed(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Bands and places among teams of one size, size by size."""
    by_size = [[line for line in lines if line.bracket == name] for name in BRACKETS]
    return tuple(line for those in by_size for line in banded(those)[:MOST_ROWS])


def _lines(entries: Sequence[Entry]) -> tuple[Line, ...]:
    """By the score and its tie-breaks; with a known standard error, in bands."""
    keys = {
        name: sorted(entry.rank_key for entry in entries if bracket(entry.size) == name)
        for name in BRACKETS
    }
    error = float(STANDARD_ERROR) or None
    lines = [
        _line(entry, total=entry.total, rank=place, standard_error=error)
        for entry in sorted(entries, key=lambda entry: entry.rank_key)
        for place in [keys[bracket(entry.size)].index(entry.rank_key) + 1]
    ]
    return _bracketed(lines)


def _line(entry: Entry, **more: Any) -> Line:
    if not entry.consented:
        return Line(size=entry.size, **more)
    organisation = entry.organisation.name if entry.organisation else ""
    return Line(size=entry.size, name=entry.team.name, organisation=organisation, **more)


def _mean(entries: Sequence[Entry]) -> Line:
    totals = [entry.total for entry in entries]
    error = statistics.stdev(totals) / len(totals) ** 0.5
    named = max(entries, key=lambda entry: (entry.size, entry.pk))  # its largest morning's size
    if not all(entry.consented for entry in entries):
        named = Entry(size=named.size)
    more = {"standard_error": round(error, 1), "mornings": len(totals)}
    return _line(named, total=round(statistics.mean(totals), 1), **more)


def banded(lines: Iterable[Line]) -> list[Line]:
    """The best opens a band; who is within one standard error of that one belongs to it."""
    found: list[Line] = []
    head, band = None, 0
    for place, line in enumerate(sorted(lines, key=lambda line: -line.total), 1):
        if head is None or head.total - line.total > _reach(head, line):
            head, band = line, band + 1
        found.append(Line(**vars(line) | {"band": band, "rank": line.rank or place}))
    return found


def _reach(one: Line, other: Line) -> float:
    return max(one.standard_error or 0.0, other.standard_error or 0.0)


# The panel beside people


def _panel_of(
    kept: scripted.Panel, scenario: str, variant: str, level: str
) -> dict[str, Line | None]:
    """The panel's rows of a variant; nothing at a level where nobody has measured it."""
    start = f"{scenario}/{level}/{variant}"
    return {team: _fixed(kept.means.get(f"{start}/{team}")) for team in scripted.FIXED}


def _fixed(figure: list[float] | None) -> Line | None:
    if figure is None:
        return None
    mean, spread, count = figure
    error = round(spread / count**0.5, 1) if count > 1 else None
    return Line(total=mean, standard_error=error, mornings=int(count), spread=spread)


def _panel_over(kept: scripted.Panel, scenario: str, level: str) -> dict[str, Line | None]:
    """The panel's means over variants, weighted as an exercise draws them."""
    drawn = sim.load(scenario).variants.values()
    weights = {one.name: one.weight for one in drawn if one.weight}
    rows = {name: _panel_of(kept, scenario, name, level) for name in weights}
    return {
        team: _weighted([(weight, rows[name][team]) for name, weight in weights.items()])
        for team in scripted.FIXED
    }


def _weighted(parts: Sequence[tuple[float, Line | None]]) -> Line | None:
    """None unless every part is measured. Variants share their seeds, so their errors add up."""
    found = [(weight, line) for weight, line in parts if line is not None]
    if not found or len(found) < len(parts):
        return None
    whole = sum(weight for weight, _ in found)
    mean = sum(weight * line.total for weight, line in found) / whole
    error = sum(weight * (line.standard_error or 0.0) for weight, line in found) / whole
    mornings = sum(line.mornings for _, line in found)
    return Line(total=round(mean, 1), standard_error=round(error, 1), mornings=mornings)
