"""A planned start: when the door opens, who rings the bell, and what happens when nobody does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from game import clock as wall
from game import runtime, tasks
from game.models import Audit, Bot, Exercise, Participant, Team, User
from game.runtime import people, planned, roster, schedule
from project import embedded
from tests.conftest import form_of

pytestmark = pytest.mark.django_db
State = Exercise.State
HOUR = 60


@pytest.fixture(autouse=True)
def _time_comes_back() -> Iterator[None]:
    before = wall._offset_ms
    yield
    wall._offset_ms = before


def plan(
    exercise: Exercise, by: User, minutes: float, before: int | None = None, *, itself: bool = False
) -> None:
    """A start in so many minutes."""
    start = wall.now() + timedelta(minutes=minutes)
    schedule.plan(exercise, (start, before, itself), by)


def later(minutes: float) -> None:
    wall.shift(round(60_000 * minutes))


def state(exercise: Exercise) -> str:
    exercise.refresh_from_db()
    return str(exercise.state)


def test_without_minutes_before_the_code_is_valid_at_once(
    exercise: Exercise, facilitator: User, blue: Team
) -> None:
    plan(exercise, facilitator, HOUR)
    assert runtime.join(exercise.code, "Ann", blue.pk)


def test_the_code_becomes_valid_at_its_time(
    exercise: Exercise, facilitator: User, blue: Team
) -> None:
    plan(exercise, facilitator, HOUR, before=15)
    with pytest.raises(runtime.CannotJoin, match="not open yet"):
        runtime.join(exercise.code, "Ann", blue.pk)
    later(44)
    assert planned.is_early(exercise)
    later(1.1)
    assert runtime.join(exercise.code, "Ann", blue.pk)


def test_a_personal_link_waits_for_the_door_too(exercise: Exercise, facilitator: User) -> None:
    roster.expect(exercise, roster.read("Ann,Blue"), facilitator)
    plan(exercise, facilitator, HOUR, before=15)
    ticket = exercise.expected_set.get().ticket
    with pytest.raises(runtime.CannotJoin, match="not open yet"):
        roster.take(ticket)
    later(46)
    assert roster.take(ticket).name == "Ann"


def test_who_has_a_seat_keeps_it_when_the_door_is_shut_again(
    exercise: Exercise, facilitator: User, ann: Participant
) -> None:
    plan(exercise, facilitator, HOUR, before=5)
    assert runtime.participant(ann.secret) == ann
    assert ann.exercise.participant_set.present().count() == 1


def test_a_started_exercise_is_open_whatever_was_planned(
    exercise: Exercise, facilitator: User, ann: Participant, green: Team
) -> None:
    plan(exercise, facilitator, HOUR, before=5)
    runtime.start(exercise, facilitator)
    assert runtime.join(exercise.code, "Gus", green.pk)


def test_nothing_starts_by_itself_unless_it_was_said(
    exercise: Exercise, facilitator: User, ann: Participant
) -> None:
    plan(exercise, facilitator, 1)
    later(2)
    embedded.tick()
    assert state(exercise) == State.LOBBY


@pytest.mark.parametrize("beat", [embedded.tick, tasks.tick], ids=["embedded", "celery"])
def test_it_starts_by_itself_once(
    beat: Any, exercise: Exercise, facilitator: User, ann: Participant
) -> None:
    plan(exercise, facilitator, 1, itself=True)
    beat()
    assert state(exercise) == State.LOBBY
    later(1.1)
    tasks.release("tick")  # Redis keeps its own time
    beat()
    assert state(exercise) == State.RUNNING
    assert schedule.start_due() == []
    assert exercise.clockchange_set.count() == 1


def test_an_empty_room_waits_for_its_first_person(
    exercise: Exercise, facilitator: User, blue: Team
) -> None:
    plan(exercise, facilitator, 1, itself=True)
    later(2)
    embedded.tick()
    assert state(exercise) == State.LOBBY
    runtime.join(exercise.code, "Ann", blue.pk)
    embedded.tick()
    assert state(exercise) == State.RUNNING


def test_bots_are_somebody(exercise: Exercise, facilitator: User, blue: Team) -> None:
    Bot.objects.create(team=blue)
    plan(exercise, facilitator, 1, itself=True)
    later(2)
    embedded.tick()
    assert state(exercise) == State.RUNNING


def test_too_long_afterwards_only_a_press_starts_it(
    exercise: Exercise, facilitator: User, ann: Participant
) -> None:
    """The server was away: nobody is surprised by a bell an hour late."""
    plan(exercise, facilitator, 1, itself=True)
    later(12)
    embedded.tick()
    assert state(exercise) == State.LOBBY
    shown = planned.plan_of(exercise)
    assert shown is not None
    assert (shown.missed, shown.itself) == (True, False)


def test_it_can_be_put_off_and_taken_back(
    exercise: Exercise, facilitator: User, ann: Participant
) -> None:
    plan(exercise, facilitator, 1, itself=True)
    plan(exercise, facilitator, 30, itself=True)
    later(2)
    embedded.tick()
    assert state(exercise) == State.LOBBY
    schedule.schedule(exercise, None, facilitator)
    later(30)
    embedded.tick()
    assert state(exercise) == State.LOBBY
    assert not exercise.starts_itself
    kept = [row.after for row in Audit.objects.filter(what="exercise.scheduled").order_by("pk")]
    assert [row["scheduled"] is None for row in kept] == [False, False, True]


def test_what_was_put_away_stays_put_away(
    exercise: Exercise, facilitator: User, ann: Participant
) -> None:
    plan(exercise, facilitator, 1, itself=True)
    schedule.archive(exercise, True, facilitator)
    later(2)
    embedded.tick()
    assert state(exercise) == State.LOBBY


@pytest.mark.parametrize(
    ("minutes", "before", "itself", "why"),
    [
        (-5, None, False, "has passed"),
        (None, None, True, "Say first when"),
        (60, 7 * 24 * 60 + 1, False, "up to a week"),
        (60, -1, False, "up to a week"),
    ],
)
def test_a_plan_that_cannot_come_true_is_refused(
    minutes: float | None, before: int | None, itself: bool, why: str,
    exercise: Exercise, facilitator: User,
) -> None:  # fmt: skip
    start = None if minutes is None else wall.now() + timedelta(minutes=minutes)
    with pytest.raises(runtime.CannotDo, match=why):
        schedule.plan(exercise, (start, before, itself), facilitator)
    exercise.refresh_from_db()
    assert exercise.scheduled is None


def test_a_running_exercise_is_not_planned_any_more(
    exercise: Exercise, facilitator: User, ann: Participant
) -> None:
    runtime.start(exercise, facilitator)
    with pytest.raises(runtime.CannotDo, match="already begun"):
        plan(exercise, facilitator, 5)
    schedule.schedule(exercise, None, facilitator)


def test_a_week_is_begun_by_hand(facilitator: User) -> None:
    form = form_of("roles") | {"scenario": "knight-week", "seed": ""}
    weekly = people.create_exercise(facilitator, form)
    with pytest.raises(runtime.CannotDo, match="start it by hand"):
        plan(weekly, facilitator, 60, itself=True)
    plan(weekly, facilitator, 60, before=10)


def test_a_clone_has_its_minutes_and_no_plan(exercise: Exercise, facilitator: User) -> None:
    plan(exercise, facilitator, HOUR, before=15, itself=True)
    twin = schedule.clone(exercise, facilitator)
    assert (twin.scheduled, twin.opens_before_min, twin.starts_itself) == (None, 15, False)
    assert not planned.is_early(twin)
