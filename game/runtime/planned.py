"""When an exercise is to be played, when its door opens, and whether it starts by itself.

All of it is arithmetic on what the facilitator said: nothing has to happen for a door to open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from game import clock as wall
from game.models import Exercise
from game.runtime.errors import CannotDo, CannotJoin
from game.runtime.mornings import scenario_of
from game.sim.text import text

GRACE = timedelta(minutes=10)  # later than that nothing starts by itself any more
MOST_BEFORE_MIN = 7 * 24 * 60
State = Exercise.State


@dataclass(frozen=True)
class Plan:
    """A planned start that is not over. `opens`: when the door does; None: it is open."""

    start: datetime
    opens: datetime | None
    itself: bool
    missed: bool  # too long ago: only somebody's press starts it
    now_ms: int


def plan_of(exercise: Exercise) -> Plan | None:
    """What is planned, while it has not begun."""
    start = exercise.scheduled
    if start is None or exercise.has_begun:
        return None
    now = wall.now()
    opens = opens_at(exercise)
    shut = opens if opens and now < opens else None
    missed = now > start + GRACE
    return Plan(start, shut, exercise.starts_itself and not missed, missed, wall.now_ms())


def opens_at(exercise: Exercise) -> datetime | None:
    """When its code begins to be valid; None: whenever the lobby is there."""
    if exercise.scheduled is None or exercise.opens_before_min is None:
        return None
    return exercise.scheduled - timedelta(minutes=exercise.opens_before_min)


def is_early(exercise: Exercise) -> bool:
    """Is it before the time at which the door opens?"""
    opens = opens_at(exercise)
    return exercise.state == State.LOBBY and opens is not None and wall.now() < opens


def need_open(exercise: Exercise) -> None:
    """Raise CannotJoin for somebody who comes too early."""
    if is_early(exercise):
        when = f"{opens_at(exercise):%Y-%m-%d %H:%M}"
        raise CannotJoin(text("This exercise is not open yet: it opens at {when} UTC.", when=when))


def need_sense(
    exercise: Exercise, start: datetime | None, before: datetime | None, *, itself: bool
) -> None:
    """Raise CannotDo for a plan that cannot come true; `before`: what was planned till now."""
    if start is not None and exercise.has_begun:
        raise CannotDo(text("This exercise has already begun."))
    if start is not None and start != before and start < wall.now():
        raise CannotDo(text("That time has passed."))
    if itself and start is None:
        raise CannotDo(text("Say first when it is to start."))
    if itself and scenario_of(exercise).week:
        raise CannotDo(text("An exercise with its week begins with that: start it by hand."))
