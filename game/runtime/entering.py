"""A facilitator's own injects enter each team's log at the step at which they are due.

A world stops before that step until the row is written, whoever advances it: so the row lands on
the same step in a pause, a skip, another process or after a restart. A time is met to the second; a
milestone is looked for every five seconds, as the list's are.
"""

from __future__ import annotations

import functools
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from game import sim
from game.models import Exercise, LogEntry, OwnInject, Team, Words
from game.runtime.lines import Asked, Line, append, digest
from game.sim import injects, milestones
from game.sim.clock import STEPS
from game.sim.milestones import Clause
from game.sim.parts import CONTROL

BY_HAND = (CONTROL,)
NEVER = STEPS + 1


class Place(Protocol):
    """What is to be known of a team."""

    @property
    def team_id(self) -> int: ...
    @property
    def exercise_id(self) -> int: ...
    @property
    def index(self) -> int: ...


@dataclass(frozen=True)
class Waiting:
    """An inject that a team is still to be told. `trigger` as milestones read it."""

    mark: str
    trigger: str
    teams: tuple[int, ...]

    def is_due(self, world: sim.World) -> bool:
        """Is it to be told at the next step?"""
        if is_time(self.trigger):
            return world.step + 1 >= _start(self.trigger)
        on_beat = world.step % injects.EVERY_S == 0
        return on_beat and all(clause.holds(world) for clause in clauses(self.trigger))

    def edge(self, step: int) -> int:
        """The step after `step` at which it is to be looked at again."""
        start = _start(self.trigger)
        if is_time(self.trigger):
            return start - 1 if start - 1 > step else NEVER
        return -(-max(step + 1, start) // injects.EVERY_S) * injects.EVERY_S


Waits = tuple[Waiting, ...]


@functools.lru_cache(maxsize=1024)
def clauses(trigger: str) -> tuple[Clause, ...]:
    """What a trigger says; one that is no longer understood never comes by itself."""
    try:
        return milestones.read(trigger)
    except (ValueError, IndexError):
        return (Clause(milestones.HAND),)


def is_time(trigger: str) -> bool:
    """Does it say a time and nothing else?"""
    return all(clause.kind == "at" for clause in clauses(trigger))


def is_by_hand(trigger: str) -> bool:
    """Does it never come by itself?"""
    return any(clause.kind == milestones.HAND for clause in clauses(trigger))


def _start(trigger: str) -> int:
    return max(clause.start for clause in clauses(trigger))


def waiting(places: Iterable[Place]) -> dict[int, Waits]:
    """What each of these teams is still to be told by itself. One query where there is nothing."""
    at = {place.team_id: place for place in places}
    planned = _planned({place.exercise_id for place in at.values()})
    if not planned:
        return dict.fromkeys(at, ())
    marks = [one.mark for many in planned.values() for one in many]
    rows = LogEntry.objects.filter(team_id__in=at, key__in=marks)
    told = set(rows.values_list("team_id", "key"))
    return {
        pk: tuple(
            one
            for one in planned.get(place.exercise_id, [])
            if (pk, one.mark) not in told and place.index in (one.teams or (place.index,))
        )
        for pk, place in at.items()
    }


def _planned(exercises: Iterable[int]) -> dict[int, list[Waiting]]:
    """What comes by itself in exercises that run."""
    rows = OwnInject.objects.filter(
        exercise_id__in=exercises, exercise__state=Exercise.State.RUNNING
    ).order_by("number")
    found: dict[int, list[Waiting]] = {}
    for pk, mark, trigger, teams in rows.values_list("exercise_id", "mark", "trigger", "teams"):
        if not is_by_hand(trigger):
            found.setdefault(pk, []).append(Waiting(mark, trigger, tuple(teams)))
    return found


def due(world: sim.World, waits: Waits) -> Waits:
    """What is to be entered before this world takes its next step."""
    if not waits or world.phase == "over":
        return ()
    return tuple(one for one in waits if one.is_due(world))


def edge(waits: Waits, step: int) -> int:
    """Where a world has to stop next for what waits."""
    return min((one.edge(step) for one in waits), default=NEVER)


def enter(row: Team, found: Waits, step: int) -> None:
    """Write down what was due after `step`, unless it was changed or written meanwhile.

    Needs the lock of `row`.
    """
    known = {one.mark: one for one in waiting([_Row(row.pk, row.exercise_id, row.index)])[row.pk]}
    marks = [one.mark for one in found if known.get(one.mark) == one]
    mine = OwnInject.objects.filter(exercise_id=row.exercise_id, mark__in=marks)
    for inject in mine.order_by("number"):
        tell(row, inject, step + 1)


@dataclass(frozen=True)
class _Row:
    team_id: int
    exercise_id: int
    index: int


def tell(row: Team, inject: OwnInject, step: int) -> LogEntry:
    """One row of a team's log, due at `step` or with its last order. Needs the lock of `row`."""
    content = {"action": "inject", "args": said(row, how(inject), inject.body)}
    row.last_due = max(step, row.last_due)
    asked = Asked(inject.by, LogEntry.Kind.ORDER, content, inject.mark, BY_HAND)
    return append(row, asked, Line(asked.kind, row.last_due, content | {"latency_s": 0}))


def how(inject: OwnInject) -> dict[str, str]:
    """Channel, sender and seats as the order names them."""
    seats = {"seats": "-".join(inject.seats)} if inject.seats else {}
    return {"channel": inject.channel, "sender": inject.sender, **seats}


def said(row: Team, channel: dict[str, str], body: str) -> dict[str, Any]:
    """The order that tells a team these words; they are kept where they can be erased."""
    salt = secrets.token_hex(16)
    words = Words.objects.create(team=row, salt=salt, body=body)
    order = {"what": injects.ADHOC, "do": "fire", "words": words.pk}
    return order | channel | {"digest": digest([salt, body])}


def keys_of(teams: Sequence[Team], marks: Sequence[str]) -> dict[tuple[int, str], LogEntry]:
    """The rows by which teams were told, by team and mark."""
    rows = LogEntry.objects.filter(team__in=teams, key__in=marks)
    return {(row.team_id, row.key): row for row in rows}
