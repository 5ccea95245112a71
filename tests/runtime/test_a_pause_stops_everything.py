"""A hundred pauses change nothing but the time that the room has lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from game import runtime, sim
from game.models import Exercise, LogEntry, Team, User
from game.runtime import clocks, injecting, lives, own
from game.runtime.injecting import Wish
from game.runtime.own import Draft
from tests.conftest import form_of
from tests.runtime.conftest import Hand

pytestmark = pytest.mark.django_db
UNTIL = sim.at("09:55")
BEAT_S = 0.5  # 30 steps at the sprint's speed before the open, 10 after it
ORDERS = {
    600: ("sweep_builds", {}),
    1_500: ("sweep_processes", {}),
    5_700: ("declare", {"severity": "desk", "summary": "rates"}),
    5_760: ("isolate", {"router": 8}),
}


def played(facilitator: User, hand: Hand, pauses: int) -> dict[str, Any]:
    """A morning to five to ten with orders and injects at given steps, paused so many times."""
    exercise = runtime.create_exercise(facilitator, form_of("open"))  # type: ignore[arg-type]
    team = exercise.team_set.get(name="Blue")
    ann = runtime.join(exercise.code, "Ann", team.pk)
    injecting.order(exercise, facilitator, Wish("block_bid", "at", sim.at("08:20")), "")
    own.add(exercise, facilitator, Draft("At a time.", trigger="08:31:07"))
    own.add(exercise, facilitator, Draft("On a milestone.", trigger="after:sweep_processes+90"))
    runtime.start(exercise, facilitator)
    done: set[int] = set()
    while (step := runtime.advance(team.pk).step) < UNTIL:
        for due in [due for due in ORDERS if due <= step and due not in done]:
            done.add(due)
            runtime.submit(team, ann, *ORDERS[due], f"key-at-{due}")
        if step >= 900 and "fired" not in exercise.name:
            exercise.name = "fired"
            injecting.order(exercise, facilitator, Wish("client_question", "fire"), "key-fire-1")
        if pauses:
            pauses -= 1
            _stand(exercise, facilitator, hand)
        hand.wait(BEAT_S)
    assert not pauses
    return _landed(team)


def _stand(exercise: Exercise, facilitator: User, hand: Hand) -> None:
    runtime.pause(exercise, facilitator, "a question")
    before = [runtime.advance(team.pk).step for team in exercise.team_set.all()]
    for _ in range(3):
        hand.wait(7)
        list(runtime.advance_all(exercise.team_set.values_list("pk", flat=True)))
    assert [runtime.advance(team.pk).step for team in exercise.team_set.all()] == before
    runtime.resume(exercise, facilitator)
    assert [runtime.advance(team.pk).step for team in exercise.team_set.all()] == before


def _landed(team: Team) -> dict[str, Any]:
    """The steps on which everything came."""
    with lives.world_at(team.pk, UNTIL) as world:
        state = world.state
        return {
            "step": world.step,
            "alerts": [row[:5] for row in state.messages],
            "injects": [row[:2] for row in state.delivered],
            "samples": state.samples,
            "took effect": dict(state.acts),
            "under way": [(row[0], row[2]) for row in state.pending],
            "orders": list(LogEntry.objects.filter(team=team).values_list("kind", "due_step")),
            "position": state.position.tolist(),
        }


def test_a_hundred_pauses_move_nothing(facilitator: User, hand: Hand) -> None:
    plain = played(facilitator, hand, 0)
    paused = played(facilitator, hand, 100)
    assert len(plain["alerts"]) > 10
    assert len(plain["samples"]) > 3
    assert [name for _step, name in plain["injects"]][:2] == ["client_question", "block_bid"]
    own_steps = [step for step, name in plain["injects"] if name == "adhoc"]
    assert sim.at("08:31:07") in own_steps
    assert len(own_steps) == 2
    assert paused == plain


@pytest.fixture
def both(exercise: Exercise, facilitator: User, hand: Hand) -> Callable[[], tuple[int, int]]:
    """Where Blue and Green are; the exercise has run for a second."""
    runtime.start(exercise, facilitator)
    hand.wait(1)

    def steps() -> tuple[int, int]:
        moved = [runtime.advance(team.pk).step for team in exercise.team_set.order_by("index")]
        return moved[0], moved[1]

    assert steps() == (60, 60)
    return steps


def test_one_team_stands_while_the_other_goes_on(
    exercise: Exercise, blue: Team, facilitator: User, hand: Hand, both: Any
) -> None:
    runtime.pause(exercise, facilitator, "a word", blue)
    hand.wait(2)
    assert both() == (60, 180)
    runtime.resume(exercise, facilitator, blue)
    assert both() == (60, 180)
    hand.wait(1)
    assert both() == (120, 240)


def test_resuming_all_wakes_single_teams_too(
    exercise: Exercise, blue: Team, facilitator: User, hand: Hand, both: Any
) -> None:
    runtime.pause(exercise, facilitator, "", blue)
    runtime.resume(exercise, facilitator)
    hand.wait(1)
    assert both() == (120, 120)


def test_while_all_stand_no_team_goes_on_alone(
    exercise: Exercise, blue: Team, facilitator: User, hand: Hand, both: Any
) -> None:
    runtime.pause(exercise, facilitator)
    with pytest.raises(runtime.CannotDo):
        runtime.resume(exercise, facilitator, blue)


def test_two_minutes_on_for_all_or_for_one(
    exercise: Exercise, blue: Team, facilitator: User, hand: Hand, both: Any
) -> None:
    clocks.jump(exercise, facilitator, 120)
    assert both() == (180, 180)
    clocks.jump(exercise, facilitator, 120, blue)
    assert both() == (300, 180)
    clocks.jump(exercise, facilitator, 120)
    assert both() == (420, 300)
    runtime.pause(exercise, facilitator)
    with pytest.raises(runtime.CannotDo):
        clocks.jump(exercise, facilitator, 120)
    assert both() == (420, 300)


def test_a_team_of_its_own_speed_and_end(
    exercise: Exercise, blue: Team, green: Team, facilitator: User, hand: Hand, both: Any
) -> None:
    runtime.set_speed(exercise, facilitator, 10, blue)
    hand.wait(1)
    assert both() == (70, 120)
    clocks.finish_team(exercise.pk, blue.pk, facilitator)
    hand.wait(1)
    assert both() == (70, 180)
    with pytest.raises(runtime.CannotDo, match="is over"):
        runtime.pause(exercise, facilitator, "coffee", blue)
    exercise.refresh_from_db()
    assert exercise.state == Exercise.State.RUNNING
    clocks.finish_team(exercise.pk, green.pk, facilitator)
    exercise.refresh_from_db()
    assert exercise.state == Exercise.State.ENDED
