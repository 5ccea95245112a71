"""The score so far, for those who run the room: a team's result if nothing more were ordered.

That depends on the log alone, so a team is judged again only when it has ordered something. One
judgement plays a whole morning (some seconds): it is a chore, done while somebody with the
control room open wants it, and never in a request. What it found is kept in the cache.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Max

from game import clock as wall
from game import sim
from game.models import Exercise, LogEntry, Team
from game.runtime import clocks, lives
from game.sim import afternoon
from game.sim.clock import STEPS
from game.sim.result import standing

WANTED_S = 30  # after somebody last looked
KEPT_S = 24 * 3600
AGAIN_MS = 30_000  # of one team, at the soonest
REST = 1.0  # times as long as a judgement took until the next
FIRST_REST = 1.0  # the same while a team has no figure at all
STRIDE, PAUSE_S = 300, 0.01  # others get the processor in between
UNJUDGED = ("seen", "probe_answer", "inject", "settings")  # they change no score


@dataclass(frozen=True)
class Standing:
    """What a team would have now. `step` is when that was found; points by the parts' keys."""

    seq: int  # of the newest order that it knows of
    step: int
    at_ms: int
    total: int
    hints: int  # points that help has cost
    parts: dict[str, tuple[int, int]]  # points, of at most
    current: bool = True  # nobody of the team has ordered anything since


_rest_until = 0.0


def want(exercise: Exercise) -> None:
    """Somebody looks: keep the scores of this exercise for a while."""
    cache.set(f"standing-wanted:{exercise.pk}", 1, WANTED_S)


def known(exercise: Exercise) -> dict[int, Standing]:
    """What was found of the teams of an exercise, by their ids."""
    newest = _newest(exercise.pk)
    kept = cache.get_many([_key(pk) for pk in newest])
    found = {pk: Standing(**kept[_key(pk)]) for pk in newest if _key(pk) in kept}
    return {pk: _as_of(one, newest[pk]) for pk, one in found.items()}


def work() -> int:
    """Judge the team that has waited longest, if one waits and the last one is rested from.

    Returns how many were judged: one or none.
    """
    global _rest_until
    if wall.monotonic() < _rest_until:
        return 0
    for pk in Exercise.objects.running().values_list("pk", flat=True):
        if cache.get(f"standing-wanted:{pk}") and (team := _waiting(pk)):
            began = wall.monotonic()
            judge(team)
            rest = REST if _all_judged(pk) else FIRST_REST * REST
            _rest_until = wall.monotonic() + rest * (wall.monotonic() - began)
            return 1
    return 0


def _all_judged(exercise_id: int) -> bool:
    """Has every team a first figure?"""
    keys = [_key(pk) for pk in _newest(exercise_id)]
    return len(cache.get_many(keys)) == len(keys)


def is_wanted() -> bool:
    """Does anybody look at the scores of a running exercise?"""
    running = Exercise.objects.running().values_list("pk", flat=True)
    return any(cache.get(f"standing-wanted:{pk}") for pk in running)


def judge(team: Team) -> Standing:
    """Play the team's log on to 16:00 and keep what it is worth."""
    at, now = lives.desk(team.pk), wall.now_ms()
    seq = _newest(team.exercise_id)[team.pk]
    step = clocks.read(team.exercise_id).of(team.pk, now).step
    body = standing(_played(at, lives.orders_of(team.pk)))
    parts = {part["key"]: (part["points"], part["max"]) for part in body["parts"]}
    hints = sum(points for points, _most in parts.values()) - body["signed"]
    found = Standing(seq, step, now, body["total"], hints, parts)
    cache.set(_key(team.pk), vars(found), KEPT_S)
    return found


def _played(at: lives.Desk, entries: list[sim.Entry]) -> sim.World:
    """The log played on, a quiet rest of the day in strides: a fifth of the time, points alike."""
    world = sim.start(at.scenario, at.seed, at.index, taped=True)
    ordered = max((entry.due for entry in entries), default=0)
    settled = max(afternoon.SETTLED, ordered + 1)
    while world.step < settled or (world.step < STEPS and not afternoon.at_rest(world)):
        sim.advance(world, entries, min(STEPS, world.step + STRIDE))
        wall.sleep_until(wall.monotonic() + PAUSE_S)
    if world.step < STEPS:
        afternoon.close(world)
    return world


def _waiting(exercise_id: int) -> Team | None:
    """The team whose score is missing or out of date, the oldest first."""
    newest, now = _newest(exercise_id), wall.now_ms()
    kept: dict[str, dict[str, Any]] = cache.get_many([_key(pk) for pk in newest])
    judged = {pk: kept.get(_key(pk), {"seq": -1, "at_ms": 0}) for pk in newest}
    late = [
        pk
        for pk, one in judged.items()
        if one["seq"] != newest[pk] and now - one["at_ms"] >= AGAIN_MS
    ]
    oldest = min(late, key=lambda pk: (judged[pk]["at_ms"], pk), default=None)
    return None if oldest is None else Team.objects.get(pk=oldest)


def _newest(exercise_id: int) -> dict[int, int]:
    """The number of each team's newest order that a score may depend on; 0 without one."""
    rows = LogEntry.objects.filter(team__exercise=exercise_id, kind=LogEntry.Kind.ORDER)
    rows = rows.exclude(payload__action__in=UNJUDGED).order_by()
    newest = dict(rows.values_list("team_id").annotate(newest=Max("log_seq")))
    teams = Team.objects.filter(exercise=exercise_id).values_list("pk", flat=True)
    return {pk: newest.get(pk, 0) for pk in teams}


def _as_of(one: Standing, newest: int) -> Standing:
    return Standing(**(vars(one) | {"current": one.seq == newest}))


def _key(team_id: int) -> str:
    return f"standing:{team_id}"
