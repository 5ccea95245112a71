"""Worlds are caches: whatever is lost or late, the log says the same."""

from __future__ import annotations

from typing import Any

import pytest

from game import runtime, sim
from game.models import Checkpoint, Exercise, LogEntry, Participant, Team, User
from game.runtime import lives
from tests.runtime.conftest import Hand

pytestmark = pytest.mark.django_db


@pytest.fixture
def running(exercise: Exercise, facilitator: User, hand: Hand) -> Exercise:
    runtime.start(exercise, facilitator)
    return exercise


def hash_of(team: Team) -> str:
    with lives.world_at(team.pk, 0) as world:
        return sim.state_hash(world)


def replayed(team: Team, step: int) -> str:
    at = lives.desk(team.pk)
    world = sim.start(at.scenario, at.seed, at.index)
    sim.advance(world, lives.orders_of(team.pk), step)
    return sim.state_hash(world)


def late_order(team: Team, ann: Participant, due: int) -> None:
    """A row whose commit came after the world had passed its due step."""
    receipt = runtime.submit(team, ann, "sweep_hashes", {}, "late")
    assert receipt.status == "accepted"
    LogEntry.objects.filter(team=team, log_seq=receipt.seq).update(due_step=due)


def test_advancing_is_idempotent(running: Exercise, blue: Team, hand: Hand) -> None:
    hand.wait(2)
    first = runtime.advance(blue.pk)
    assert runtime.advance(blue.pk) == first
    assert runtime.advance(blue.pk, to_step=5).step == first.step == 120


def test_live_play_equals_the_replay(
    running: Exercise, blue: Team, ann: Participant, hand: Hand
) -> None:
    for number, action in enumerate(("sweep_hashes", "enable_ratio", "sweep_builds")):
        hand.wait(1.3)
        runtime.submit(blue, ann, action, {}, f"k{number}")
        runtime.advance(blue.pk)
    hand.wait(3)
    moved = runtime.advance(blue.pk)
    assert moved.applied_seq == 3
    assert hash_of(blue) == replayed(blue, moved.step)


def test_a_late_row_is_replayed_as_if_it_had_been_in_time(
    running: Exercise, blue: Team, ann: Participant, hand: Hand
) -> None:
    hand.wait(4)
    runtime.advance(blue.pk)
    late_order(blue, ann, due=200)
    moved = runtime.advance(blue.pk)
    assert (moved.step, moved.applied_seq) == (240, 1)
    assert hash_of(blue) == replayed(blue, 240)


def test_a_checkpoint_that_a_late_row_contradicts_is_passed_over(
    running: Exercise, blue: Team, ann: Participant, hand: Hand
) -> None:
    for _ in range(4):
        hand.wait(1)
        runtime.advance(blue.pk)
    assert set(Checkpoint.objects.values_list("step", flat=True)) == {60, 120, 180, 240}
    late_order(blue, ann, due=130)
    runtime.forget()
    moved = runtime.advance(blue.pk)
    assert moved.applied_seq == 1
    assert hash_of(blue) == replayed(blue, moved.step)


def test_a_restored_world_equals_the_replay(
    running: Exercise, blue: Team, ann: Participant, hand: Hand
) -> None:
    hand.wait(3)
    runtime.submit(blue, ann, "sweep_hashes", {}, "k")
    runtime.advance(blue.pk)
    hand.wait(1.5)
    runtime.forget()
    moved = runtime.advance(blue.pk)
    assert Checkpoint.objects.exists()
    assert hash_of(blue) == replayed(blue, moved.step)


def test_a_checkpoint_of_another_simulation_is_discarded(
    running: Exercise, blue: Team, hand: Hand
) -> None:
    hand.wait(2)
    runtime.advance(blue.pk)
    Checkpoint.objects.update(sim_version="0", blob=b"nonsense")
    runtime.forget()
    assert runtime.advance(blue.pk).step == 120
    assert hash_of(blue) == replayed(blue, 120)


def test_all_may_vanish_but_the_log(
    running: Exercise, blue: Team, ann: Participant, hand: Hand
) -> None:
    hand.wait(2)
    runtime.submit(blue, ann, "sweep_hashes", {}, "k")
    hand.wait(2)
    before = (runtime.advance(blue.pk), hash_of(blue))
    Checkpoint.objects.all().delete()
    runtime.forget()
    assert (runtime.advance(blue.pk), hash_of(blue)) == before


def test_teams_of_one_exercise_share_the_draws_and_nothing_else(
    running: Exercise, blue: Team, green: Team, ann: Participant, hand: Hand
) -> None:
    hand.wait(2)
    list(runtime.advance_all([blue.pk, green.pk]))
    assert hash_of(blue) == hash_of(green)
    runtime.submit(blue, ann, "sweep_hashes", {}, "k")
    hand.wait(2)
    list(runtime.advance_all([blue.pk, green.pk]))
    assert hash_of(blue) != hash_of(green)
    assert runtime.look(green).view.log == ()


def test_a_team_that_fails_stops_no_other(
    running: Exercise, blue: Team, green: Team, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = lives.move

    def broken(goal: lives.Goal, views: Any) -> lives.Moved:
        if goal.team_id == blue.pk:
            raise RuntimeError("broken")
        return whole(goal, views)

    monkeypatch.setattr(lives, "move", broken)
    hand.wait(1)
    assert [moved.team_id for moved in runtime.advance_all([blue.pk, green.pk])] == [green.pk]


def test_a_world_in_redis_is_found_by_its_own_morning_only() -> None:
    """A database made anew gives the same team numbers to other exercises."""
    history, everyday = sim.load("knight-2012"), sim.load("knight")
    mornings = {lives.Desk(1, 1, history, seed, 0).morning for seed in (7, 8)}
    assert len(mornings) == 2
    assert lives.Desk(1, 1, history, 7, 0).morning in mornings
    chosen = {lives.Desk(1, 1, sim.load("knight", v), 7, 0).morning for v in ("", "v1", "v4")}
    assert len(chosen | {lives.Desk(1, 1, everyday, 7, 0).morning}) == 3
