"""Which bot should sit where: what nobody holds, and what is held by somebody who is gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q

from game import clock as wall
from game import sim
from game.models import Bot, Exercise, Participant, Team
from game.runtime.errors import CannotDo
from game.runtime.records import By, Change, about, audit, change
from game.sim.seats import Seats
from game.sim.text import text

MOST_TEAMS = 200
COVER_S = (20, 3600)
NAME = {Bot.Level.NOVICE: "Novices", Bot.Level.COMPETENT: "Regulars", Bot.Level.EXPERT: "Experts"}
State = Exercise.State


@dataclass(frozen=True)
class Cast:
    """The seats that each bot of a team should hold now."""

    seats: dict[int, Seats] = field(default_factory=dict)


@dataclass(frozen=True)
class Sitter:
    """A person at a desk: the seats, and whether a bot keeps them warm."""

    pk: int
    seats: Seats
    away: bool


def casts(team_ids: Iterable[int]) -> dict[int, Cast]:
    """The casts of those teams that have bots, or need one for somebody who dropped out."""
    ids = list(team_ids)
    people = _people(ids)
    bots = _bots(ids)
    for team_id in {*bots, *people}:
        bots[team_id] = [*bots.get(team_id, []), *_covers(team_id, bots, people)]
    return {
        team_id: Cast(cast(those, people.get(team_id, ())))
        for team_id, those in bots.items()
        if those
    }


def cast(bots: Iterable[Bot], people: Iterable[Sitter]) -> dict[int, Seats]:
    """Who of the bots holds what: covered seats first, then whatever nobody holds. With nobody
    left of a team that had people, one bot has it all."""
    seated, bots = list(people), list(bots)
    if all_gone(seated) and (standing_in := next((bot for bot in bots if stands_in(bot)), None)):
        return {standing_in.pk: sim.ALL_SEATS}
    taken = {seat for one in seated if not one.away for seat in one.seats}
    kept = {seat for one in seated if one.away for seat in one.seats}
    of = {one.pk: one for one in seated}
    found: dict[int, Seats] = {}
    for bot in sorted(_others(bots), key=lambda one: (one.covers_id is None, one.pk)):
        mine = _wanted(bot, of, kept)
        found[bot.pk] = tuple(seat for seat in sim.ALL_SEATS if seat in mine - taken)
        taken |= mine
    return {pk: seats for pk, seats in found.items() if seats}


def all_gone(people: Iterable[Sitter]) -> bool:
    """Did a team have people, and is none of them left?"""
    away = [one.away for one in people]
    return bool(away) and all(away)


def stands_in(bot: Bot) -> bool:
    """Is it there for the whole team, for as long as all of its people are gone?"""
    return bot.covers_id is not None and bool(bot.roles)


def _others(bots: Iterable[Bot]) -> list[Bot]:
    return [bot for bot in bots if not stands_in(bot)]


def _wanted(bot: Bot, people: Mapping[int, Sitter], kept: set[str]) -> set[str]:
    if bot.covers_id is None:
        return set(bot.roles or sim.ALL_SEATS) - kept
    covered = people.get(bot.covers_id)
    return set(covered.seats) if covered and covered.away else set()


def _bots(ids: list[int]) -> dict[int, list[Bot]]:
    found: dict[int, list[Bot]] = {}
    for bot in Bot.objects.filter(team__in=ids, active=True).order_by("pk"):
        found.setdefault(bot.team_id, []).append(bot)
    return found


def _people(ids: list[int]) -> dict[int, list[Sitter]]:
    """People of the teams that have bots or whose exercise covers for the dropped."""
    wanted = Q(team__bot__active=True) | Q(exercise__cover_after_s__gt=0)
    rows = Participant.objects.present().filter(wanted, team__in=ids).distinct()
    found: dict[int, list[Sitter]] = {}
    for person in rows.select_related("exercise").prefetch_related("seat_set"):
        sitter = Sitter(person.pk, person.seats, is_away(person))
        found.setdefault(person.team_id, []).append(sitter)
    return found


def is_away(person: Participant) -> bool:
    """Not heard of for as long as the facilitator has set; never when nobody set a time."""
    after, seen = person.exercise.cover_after_s, person.last_seen or person.joined
    return 0 < after < (wall.now() - seen).total_seconds()


def _covers(
    team_id: int, bots: Mapping[int, list[Bot]], people: Mapping[int, list[Sitter]]
) -> list[Bot]:
    """New bots for people who are gone and have none, and for a team of which nobody is left.

    An aide contains nothing unasked. So where nobody is left to ask it, a scripted player has the
    whole desk: at the level that the facilitator gave this team's bots, else as a novice.
    """
    mine, seated = bots.get(team_id, []), people.get(team_id, [])
    known = {bot.covers_id for bot in _others(mine)}
    given = next((bot.level for bot in mine if not bot.covers_id), None)
    gone = [one.pk for one in seated if one.away and one.pk not in known]
    new = [_new(team_id, pk, given or Bot.Level.COMPETENT) for pk in gone]
    if all_gone(seated) and not any(stands_in(bot) for bot in mine):
        first = min(one.pk for one in seated)
        new.append(_new(team_id, first, given or Bot.Level.NOVICE, sim.ALL_SEATS))
    return new


def _new(team_id: int, covers: int, level: str, roles: Seats = ()) -> Bot:
    """The bot of that kind, which another process may have made meanwhile."""
    kind, more = list(roles), {"level": level}
    return Bot.objects.get_or_create(team_id=team_id, covers_id=covers, roles=kind, defaults=more)[
        0
    ]


# By the facilitator's hand


def add_team(exercise: Exercise, level: str, by: By, name: str = "") -> Team:
    """A team of bots alone. Raises CannotDo once the exercise has begun."""
    _level(level)
    with transaction.atomic():
        locked = Exercise.objects.select_for_update().get(pk=exercise.pk)
        _before_the_start(locked)
        teams = list(locked.team_set.order_by("index"))
        if len(teams) >= MOST_TEAMS:
            raise CannotDo(text("An exercise has 1 to {most} teams.", most=MOST_TEAMS))
        index = max((team.index for team in teams), default=-1) + 1
        called = name or _name(level, {team.name for team in teams})
        team = Team.objects.create(exercise=locked, index=index, name=called)
        Bot.objects.create(team=team, level=level)
        audit(locked, by, "bots.team", Change({}, {"name": called, "level": level}, about(team)))
    return team


def remove_team(team: Team, by: By) -> None:
    """Take a team of bots away again. Raises CannotDo for one with people, or after the start."""
    with transaction.atomic():
        locked = Exercise.objects.select_for_update().get(pk=team.exercise_id)
        _before_the_start(locked)
        bare = not team.participant_set.exists() and team.bot_set.exists()
        if not bare or locked.team_set.count() < 2:
            raise CannotDo(text("Only a team of bots can be removed, and never the last team."))
        audit(locked, by, "bots.team_removed", Change({"name": team.name}, {}, about(team)))
        team.delete()


def fill(exercise: Exercise, level: str, by: By) -> int:
    """A bot for the empty seats of every team that has none; how many there are now."""
    _level(level)
    with transaction.atomic():
        Exercise.objects.select_for_update().get(pk=exercise.pk)
        mine = Bot.objects.filter(team__exercise=exercise, covers=None)
        before = mine.filter(active=True).count()
        mine.filter(active=False).update(active=True, level=level)
        bare = exercise.team_set.exclude(bot__in=mine)
        Bot.objects.bulk_create(Bot(team=team, level=level) for team in bare)
        after = mine.filter(active=True).count()
        audit(exercise, by, "bots.fill", Change({"bots": before}, {"bots": after}), level=level)
    return after


def send_home(exercise: Exercise, by: By) -> None:
    """No bots in empty seats any more. Their orders stay in the log."""
    mine = Bot.objects.filter(team__exercise=exercise, covers=None, active=True)
    audit(exercise, by, "bots.home", Change({"bots": mine.count()}, {"bots": 0}))
    mine.update(active=False)


def set_cover(exercise: Exercise, seconds: int, by: By) -> None:
    """After how long a bot plays for somebody who dropped out; 0: never. Raises CannotDo."""
    least, most = COVER_S
    if seconds and not least <= seconds <= most:
        words = text("Give 0 for never, or {least} to {most} seconds.", least=least, most=most)
        raise CannotDo(words)
    change(exercise, by, "bots.cover", cover_after_s=seconds)


def filled(team_ids: Iterable[int]) -> set[int]:
    """Teams whose empty seats are played by a bot."""
    bots = Bot.objects.filter(team__in=list(team_ids), active=True, covers=None)
    return set(bots.values_list("team_id", flat=True))


def _level(level: str) -> None:
    if level not in Bot.Level.values:
        raise CannotDo(text("There is no such level of bots."))


def _before_the_start(exercise: Exercise) -> None:
    if exercise.has_begun:
        raise CannotDo(text("Teams of bots are added and removed before the start."))


def _name(level: str, taken: set[str]) -> str:
    base = NAME[Bot.Level(level)]
    free = (f"{base} {n}" for n in range(1, MOST_TEAMS + 2))
    return next(name for name in free if name not in taken)
