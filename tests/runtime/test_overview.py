"""The control room's table: who needs the facilitator, and why."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.cache import cache

from game import runtime, sim
from game.models import Bot, Exercise, Participant, Team, User
from game.runtime import acks, commands, overview
from game.runtime.commands import Asked
from tests.runtime.conftest import Hand

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture
def started(exercise: Exercise, ann: Participant, facilitator: User, hand: Hand) -> Exercise:
    """Ann of team Blue came long ago and has ordered nothing."""
    Participant.objects.update(joined=datetime.fromtimestamp(0, UTC))
    runtime.start(exercise, facilitator)
    return exercise


def row_of(exercise: Exercise, team: Team) -> overview.TeamRow:
    return next(row for row in runtime.room(exercise) if row.team == team)


def wait(exercise: Exercise, hand: Hand, seconds: int) -> None:
    """Let time pass while something advances the clocks."""
    for _ in range(0, seconds, 4):
        hand.wait(4)
        Exercise.objects.filter(pk=exercise.pk).update(alive_ms=hand.ms)


def order(team: Team, who: Participant | User, action: str = "check_heartbeats") -> None:
    given = runtime.submit(team, who, action, {}, f"key-of-{action}-{team.pk}")
    assert given.status == "accepted"


def test_a_team_that_never_ordered_anything_is_idle(
    started: Exercise, blue: Team, hand: Hand
) -> None:
    wait(started, hand, 60)
    assert "idle" not in row_of(started, blue).needs
    wait(started, hand, 60)
    row = row_of(started, blue)
    assert (row.idle_s, row.ago_s) == (120, None)
    assert "idle" in row.needs


def test_a_desk_without_people_is_never_idle(started: Exercise, green: Team, hand: Hand) -> None:
    wait(started, hand, 200)
    row = row_of(started, green)
    assert row.idle_s is None
    assert row.needs == ()


def test_an_order_ends_the_idleness(
    started: Exercise, blue: Team, ann: Participant, hand: Hand
) -> None:
    wait(started, hand, 120)
    order(blue, ann)
    assert "idle" not in row_of(started, blue).needs
    assert row_of(started, blue).idle_s == 0


def test_a_pause_makes_nobody_idle(
    started: Exercise, blue: Team, ann: Participant, facilitator: User, hand: Hand
) -> None:
    order(blue, ann)
    runtime.pause(started, facilitator)
    wait(started, hand, 600)
    assert "idle" not in row_of(started, blue).needs
    runtime.resume(started, facilitator)
    assert row_of(started, blue).idle_s == 0
    wait(started, hand, 40)
    assert row_of(started, blue).needs == ()
    wait(started, hand, 60)
    assert "idle" in row_of(started, blue).needs


def test_the_pause_of_another_team_is_not_ours(
    started: Exercise, blue: Team, green: Team, facilitator: User, hand: Hand
) -> None:
    wait(started, hand, 80)
    runtime.pause(started, facilitator, team=green)
    runtime.resume(started, facilitator, team=green)
    wait(started, hand, 20)
    assert row_of(started, blue).idle_s == 100


def test_the_orders_of_a_bot_do_not_hide_idle_people(
    started: Exercise, blue: Team, hand: Hand
) -> None:
    bot = Bot.objects.create(team=blue, level="novice")
    bot.seats = sim.ALL_SEATS
    wait(started, hand, 120)
    asked = Asked(bot, "order", {"action": "check_heartbeats", "args": {}}, "bot:1:1:0")
    given = commands.order(commands.locked(blue.pk), asked, lambda *_: None)
    assert given.status == "accepted"
    row = row_of(started, blue)
    assert row.ago_s == 0
    assert "idle" in row.needs


def test_alerts_that_nobody_acknowledges_call_the_facilitator(
    started: Exercise, blue: Team, ann: Participant, hand: Hand
) -> None:
    runtime.lives.advance(blue.pk, sim.at("09:40"))
    row = row_of(started, blue)
    assert row.facts is not None
    assert row.facts.unacked >= overview.FLOOD
    assert "flood" in row.needs
    before = row.facts.unacked
    left = {ann_acknowledges(ann, n, blue) for n in range(1, row.facts.messages + 3)}
    assert left == {before, before - 1}, "alerts count, calls and numbers that are none do not"


def ann_acknowledges(ann: Participant, number: int, team: Team) -> int:
    """One message alone; how many are open then."""
    acks.keep(ann, sim.ALL_SEATS, [number])
    facts = row_of(ann.exercise, team).facts
    assert facts is not None
    return facts.unacked


def test_one_acknowledgement_ends_the_call(
    started: Exercise, blue: Team, ann: Participant, hand: Hand
) -> None:
    runtime.lives.advance(blue.pk, sim.at("09:40"))
    acks.keep(ann, sim.ALL_SEATS, range(1, 100))
    row = row_of(started, blue)
    assert row.facts is not None
    assert row.facts.unacked == 0
    assert "flood" not in row.needs
