"""Questions from memory: the clock stands for them, long enough for everybody and no longer."""

from __future__ import annotations

from typing import Any

import pytest

from game import runtime
from game.models import ClockChange, Exercise, LogEntry, Participant, Team, User
from game.runtime import clocks, freezing
from game.sim.clock import at
from tests.runtime.conftest import Hand

pytestmark = pytest.mark.django_db
FREEZE = at("09:25")


@pytest.fixture
def frozen(exercise: Exercise, facilitator: User, ann: Participant, hand: Hand) -> Exercise:
    """At sprint pace, just come to the first questions; Ann is here, and nobody of Green."""
    Exercise.objects.filter(pk=exercise.pk).update(probes=True)
    exercise.refresh_from_db()
    runtime.start(exercise, facilitator)
    wait(exercise, hand, 88)
    runtime.participant(ann.secret)
    return exercise


def beat(exercise: Exercise) -> list[int]:
    teams = exercise.team_set.values_list("pk", flat=True)
    return [moved.step for moved in runtime.advance_all(teams)]


def wait(exercise: Exercise, hand: Hand, seconds: int) -> None:
    """Let wall time pass with somebody advancing all the while."""
    for _ in range(seconds):
        hand.wait(1)
        beat(exercise)


def answer(who: Participant, question: str, said: str) -> Any:
    args = {"question": question, "answer": said}
    return runtime.submit(who.team, who, "probe_answer", args, f"key-{question}-{who.pk}")


def test_it_stands_at_the_second_of_the_questions_for_a_minute(
    frozen: Exercise, blue: Team, hand: Hand
) -> None:
    assert beat(frozen) == [FREEZE, FREEZE]
    look = runtime.look(blue)
    assert (look.clock.paused, look.clock.reason) == (True, "probe")
    assert look.view.probe is not None
    wait(frozen, hand, 56)
    assert beat(frozen) == [FREEZE, FREEZE]
    hand.wait(5)
    assert beat(frozen)[0] > FREEZE
    assert runtime.look(blue).view.probe is None


def test_answers_land_right_after_it_whatever_the_wall_says(
    frozen: Exercise, blue: Team, ann: Participant, hand: Hand
) -> None:
    wait(frozen, hand, 20)
    assert answer(ann, "flag", "yes").status == "accepted"
    wait(frozen, hand, 20)
    assert answer(ann, "build", "release").status == "accepted"
    rows = LogEntry.objects.filter(team=blue, payload__action="probe_answer")
    assert list(rows.values_list("due_step", flat=True)) == [FREEZE + 1, FREEZE + 2]


def test_nothing_else_is_ordered_meanwhile_and_nothing_answered_afterwards(
    frozen: Exercise, blue: Team, ann: Participant, hand: Hand
) -> None:
    given = runtime.submit(blue, ann, "stop_intake", {}, "key-stop-0001")
    assert "answer from memory" in str(given.text)
    wait(frozen, hand, 62)
    assert "Nobody asks" in str(answer(ann, "flag", "yes").text)


def test_it_goes_on_when_everybody_who_is_here_has_answered(
    frozen: Exercise, ann: Participant, hand: Hand
) -> None:
    assert freezing.thaw_answered() == []
    for question, said in (("flag", "yes"), ("build", "release"), ("routers", "8")):
        assert answer(ann, question, said).status == "accepted"
    assert freezing.thaw_answered() == [frozen]
    assert ClockChange.objects.filter(exercise=frozen, kind="thaw").count() == 1
    hand.wait(1)
    assert beat(frozen)[0] == FREEZE + 20
    assert freezing.thaw_answered() == []


def test_a_facilitator_ends_it_by_resuming_and_jumps_only_up_to_it(
    frozen: Exercise, facilitator: User, hand: Hand
) -> None:
    with pytest.raises(runtime.CannotDo):
        clocks.jump(frozen, facilitator, 120)
    runtime.resume(frozen, facilitator)
    hand.wait(1)
    assert beat(frozen)[0] == FREEZE + 20
    clocks.jump(frozen, facilitator, 3_600)
    again = beat(frozen)
    assert again[0] < FREEZE + 3_600
    assert runtime.look(frozen.team_set.first()).clock.reason == "probe"
