"""Clocks of exercises in the database."""

from __future__ import annotations

import pytest

from game import clock, runtime
from game.models import Audit, ClockChange, Exercise, Participant, Team, User
from game.runtime import clocks
from tests.runtime.conftest import Hand

pytestmark = pytest.mark.django_db


def step_of(exercise: Exercise) -> int:
    return clocks.read(exercise.pk).of(None, clock.now_ms()).step


def live(exercise: Exercise, hand: Hand, seconds: float) -> None:
    """Let time pass with somebody advancing all the while."""
    for _ in range(int(seconds * 2)):
        hand.wait(0.5)
        list(runtime.advance_all(exercise.team_set.values_list("pk", flat=True)))


def test_it_starts_once(exercise: Exercise, facilitator: User, hand: Hand) -> None:
    runtime.start(exercise, facilitator)
    with pytest.raises(runtime.CannotDo):
        runtime.start(exercise, facilitator)
    assert exercise.state == Exercise.State.RUNNING


def test_a_pause_stops_everything(
    exercise: Exercise, blue: Team, facilitator: User, hand: Hand
) -> None:
    runtime.start(exercise, facilitator)
    live(exercise, hand, 2)
    runtime.pause(exercise, facilitator)
    stood = runtime.look(blue).view.step
    hand.wait(3600)
    assert runtime.look(blue).view.step == stood == 120
    runtime.resume(exercise, facilitator)
    assert runtime.look(blue).view.step == stood
    hand.wait(1)
    assert runtime.look(blue).view.step == stood + 60


def test_a_long_silence_waits_paused_at_the_last_step(
    exercise: Exercise, blue: Team, facilitator: User, hand: Hand
) -> None:
    runtime.start(exercise, facilitator)
    live(exercise, hand, 3)
    hand.wait(6)
    look = runtime.look(blue)
    assert (look.clock.paused, look.clock.reason, look.view.step) == (True, "outage", 180)
    assert ClockChange.objects.filter(kind="outage").count() == 1
    runtime.resume(exercise, facilitator)
    hand.wait(1)
    assert runtime.look(blue).view.step == 240


def test_a_short_silence_is_caught_up(
    exercise: Exercise, blue: Team, facilitator: User, hand: Hand
) -> None:
    runtime.start(exercise, facilitator)
    live(exercise, hand, 3)
    hand.wait(4.9)
    assert runtime.look(blue).view.step == int(7.9 * 60)


def test_an_order_after_a_silence_is_refused_not_lost_in_the_gap(
    exercise: Exercise, blue: Team, ann: Participant, facilitator: User, hand: Hand
) -> None:
    runtime.start(exercise, facilitator)
    live(exercise, hand, 1)
    hand.wait(60)
    receipt = runtime.submit(blue, ann, "sweep_hashes", {}, "k")
    assert receipt.status == "refused"
    assert step_of(exercise) == 60


def test_a_speed_is_set_and_written_down(exercise: Exercise, facilitator: User, hand: Hand) -> None:
    runtime.start(exercise, facilitator)
    runtime.set_speed(exercise, facilitator, 10)
    hand.wait(1)
    assert step_of(exercise) == 10
    assert Audit.objects.filter(what="clock.speed", user=facilitator).exists()


@pytest.mark.parametrize("speed", [0, -1, 601, float("nan")])
def test_a_senseless_speed_is_refused(
    exercise: Exercise, facilitator: User, hand: Hand, speed: float
) -> None:
    runtime.start(exercise, facilitator)
    with pytest.raises(runtime.CannotDo):
        runtime.set_speed(exercise, facilitator, speed)


def test_the_morning_is_not_skipped(exercise: Exercise, facilitator: User, hand: Hand) -> None:
    runtime.start(exercise, facilitator)
    with pytest.raises(runtime.CannotDo):
        runtime.skip_aftermath(exercise, facilitator)


def test_an_end_is_final(exercise: Exercise, facilitator: User, hand: Hand) -> None:
    runtime.start(exercise, facilitator)
    hand.wait(1)
    runtime.end(exercise, facilitator)
    runtime.end(exercise, facilitator)
    hand.wait(100)
    assert step_of(exercise) == 60
    with pytest.raises(runtime.CannotDo):
        runtime.resume(exercise, facilitator)


def test_log_rows_are_never_changed(exercise: Exercise, facilitator: User) -> None:
    runtime.start(exercise, facilitator)
    change = ClockChange.objects.get()
    change.step = 5
    with pytest.raises(TypeError):
        change.save()
