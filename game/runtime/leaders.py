"""Leaderboards across exercises: ranked first attempts, series of mornings, and the panel.

A team is known by its organisation, its series and its name: people have no accounts, so who
comes again under another name cannot be told apart, and pages say so. A name stands on a board
only when everybody in the team has agreed to it.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from game import clock as wall
from game import sim
from game.models import Bot, Entry, Organisation, Participant, Season, Team
from game.runtime import lives
from game.sim.scores import SCORE_VERSION, STANDARD_ERROR

LEAST_SEEDS = 3  # one morning says little: a single seed has a reliability of about a half
MOST_ROWS = 50
PANEL = "panel.json"
SHIPPED = Path(__file__).with_name(PANEL)  # the figures of docs/validity.md
FIXED = ("knight_2012", "novice", "competent", "expert")


@dataclass(frozen=True)
class Choice:
    """Which mornings are compared; empty: all of them."""

    season: Season | None = None
    organisation: Organisation | None = None


@dataclass(frozen=True)
class Line:
    """A row of a leaderboard. `name` is empty where somebody has not agreed to be named."""

    total: float
    size: int = 0
    name: str = ""
    organisation: str = ""
    rank: int = 0
    band: int = 0
    standard_error: float | None = None
    mornings: int = 1


@dataclass(frozen=True)
class Table:
    """First attempts at one variant and level, and how the scripted panel does there."""

    scenario: str
    variant: str
    level: str
    lines: tuple[Line, ...]
    panel: dict[str, Line | None]


# Writing down


def enter(team: Team, body: dict[str, Any]) -> Entry | None:
    """Put a ranked result on the boards. A team that bots helped is not compared with people."""
    exercise, size = team.exercise, team.participant_set.present().count()
    if not exercise.ranked or not size or Bot.objects.filter(team=team).exists():
        return None
    at = lives.desk(team.pk)
    played = at.scenario.of(sim.seed_text(at.seed))
    what = {"scenario": played.name, "variant": played.variant, "level": played.level}
    whose = {"organisation": exercise.organisation, "series": exercise.cohort}
    fields = {
        "season": season_at(wall.now().date(), exercise.organisation),
        "size": size,
        "total": body["score"]["total"],
        "rank_key": body["score"]["rank"],
        "first_attempt": not _earlier(team).filter(**what, **whose).exists(),
        "consented": agreed(team),
    }
    return Entry.objects.get_or_create(team=team, defaults={**what, **whose, **fields})[0]


def _earlier(team: Team) -> QuerySet[Entry]:
    return Entry.objects.filter(team__name__iexact=team.name).exclude(team=team)


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
    entries = _entries(choice).filter(first_attempt=True)
    groups: dict[tuple[str, str, str], list[Entry]] = {}
    for entry in entries.order_by("scenario", "variant", "level"):
        groups.setdefault((entry.scenario, entry.variant, entry.level), []).append(entry)
    kept = panel()
    return [Table(*key, _lines(those), _panel_of(kept, key)) for key, those in groups.items()]


def series(choice: Choice) -> list[Line]:
    """Teams that have played at least three seeds as one series: means, and bands of equals."""
    groups: dict[tuple[Any, ...], list[Entry]] = {}
    for entry in _entries(choice).exclude(series=""):
        whose = (entry.organisation_id, entry.series, entry.team.name.casefold())
        groups.setdefault((*whose, entry.scenario, entry.level), []).append(entry)
    found = [_mean(those) for those in groups.values() if len(those) >= LEAST_SEEDS]
    return banded(found)[:MOST_ROWS]


def _entries(choice: Choice) -> QuerySet[Entry]:
    rows = Entry.objects.select_related("team", "organisation")
    if choice.season:
        rows = rows.filter(season=choice.season)
    return rows.filter(organisation=choice.organisation) if choice.organisation else rows


def _lines(entries: Sequence[Entry]) -> tuple[Line, ...]:
    """By the score and its tie-breaks; with a known standard error, in bands."""
    ranked = sorted(entries, key=lambda entry: entry.rank_key)
    keys = [entry.rank_key for entry in ranked]
    error = float(STANDARD_ERROR) or None
    lines = [
        _line(entry, total=entry.total, rank=keys.index(entry.rank_key) + 1, standard_error=error)
        for entry in ranked
    ]
    return tuple(banded(lines) if error else lines)[:MOST_ROWS]


def _line(entry: Entry, **more: Any) -> Line:
    if not entry.consented:
        return Line(size=entry.size, **more)
    organisation = entry.organisation.name if entry.organisation else ""
    return Line(size=entry.size, name=entry.team.name, organisation=organisation, **more)


def _mean(entries: Sequence[Entry]) -> Line:
    totals = [entry.total for entry in entries]
    error = statistics.stdev(totals) / len(totals) ** 0.5
    newest = max(entries, key=lambda entry: entry.pk)
    named = newest if all(entry.consented for entry in entries) else Entry(size=newest.size)
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


# The panel: history's own team and scripted ones, measured by `manage.py study`


def keep_panel(rows: Iterable[dict[str, Any]], scenario: str, file: Path | None = None) -> int:
    """Keep the means of the panel's rows for the boards; how many figures there are.

    `file`: where to, if not among this installation's data.
    """
    totals: dict[str, list[float]] = {}
    for row in rows:
        if row["team"] in FIXED and "/" not in row["variant"]:  # no forced hosts
            totals.setdefault(f"{scenario}/{row['variant']}/{row['team']}", []).append(row["total"])
    means = {key: _figure(found) for key, found in totals.items()}
    body = {"sim": sim.VERSION, "score": SCORE_VERSION, "means": means}
    (file or _own()).write_text(json.dumps(body, indent=1, sort_keys=True) + "\n")
    return len(means)


def _figure(totals: Sequence[float]) -> list[float]:
    spread = statistics.stdev(totals) if len(totals) > 1 else 0.0
    return [round(statistics.mean(totals), 1), round(spread, 1), len(totals)]


def panel() -> dict[str, list[float]]:
    """What was measured for the present simulation and score: here, or before it was shipped."""
    return _measured(_own()) or _measured(SHIPPED)


def _measured(file: Path) -> dict[str, list[float]]:
    try:
        body = json.loads(file.read_text())
    except (FileNotFoundError, ValueError):
        return {}
    same = (body.get("sim"), body.get("score")) == (sim.VERSION, SCORE_VERSION)
    means: dict[str, list[float]] = body["means"] if same else {}
    return means


def _panel_of(kept: dict[str, list[float]], key: tuple[str, str, str]) -> dict[str, Line | None]:
    scenario, variant, _level = key
    return {team: _fixed(kept.get(f"{scenario}/{variant}/{team}")) for team in FIXED}


def _fixed(figure: list[float] | None) -> Line | None:
    if figure is None:
        return None
    mean, spread, count = figure
    return Line(total=mean, standard_error=spread, mornings=int(count))


def _own() -> Path:
    return Path(settings.DATA_DIR) / PANEL
