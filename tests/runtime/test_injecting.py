"""What exercise control does to the flow of information, and what it cannot do."""

from __future__ import annotations

import pytest

from game import runtime, sim
from game.models import Exercise, LogEntry, Participant, Team, User
from game.runtime import injecting, rehearsing
from game.runtime.injecting import Spoken, Wish
from tests.runtime.conftest import Hand

pytestmark = pytest.mark.django_db
BID = "block_bid"


def run_to(exercise: Exercise, hand: Hand, step: int) -> None:
    """Let all teams come to a step of their sprint, with somebody advancing all the while."""
    teams = list(exercise.team_set.values_list("pk", flat=True))
    while any(moved.step < step for moved in [runtime.advance(pk) for pk in teams]):
        hand.wait(0.5)


def row(exercise: Exercise, name: str) -> injecting.Row:
    return next(line for line in injecting.table(exercise) if line.name == name)


def messages(team: Team) -> list[str]:
    return [str(message.subject) for message in runtime.look(team).view.messages]


@pytest.fixture
def ranked(facilitator: User) -> Exercise:
    form = {"name": "R", "scenario": "knight", "seed": "", "pace": "sprint"}
    made = runtime.create_exercise(
        facilitator,
        form | {"teams": ["Blue", "Green"], "late_joining": True},  # type: ignore[arg-type]
    )
    assert made.ranked
    return made


def test_what_is_fired_reaches_every_team_once(
    exercise: Exercise, facilitator: User, hand: Hand
) -> None:
    runtime.start(exercise, facilitator)
    hand.wait(1)
    injecting.order(exercise, facilitator, Wish(BID, "fire"), "key-fire-1")
    injecting.order(exercise, facilitator, Wish(BID, "fire"), "key-fire-1")
    hand.wait(1)
    assert [told.delivered is not None for told in row(exercise, BID).told] == [True, True]
    assert LogEntry.objects.filter(payload__action="inject").count() == 2
    hand.wait(1)
    with pytest.raises(runtime.CannotDo):
        injecting.order(exercise, facilitator, Wish(BID, "fire"), "key-fire-2")


def test_one_team_alone_is_told_where_nothing_is_compared(
    exercise: Exercise, blue: Team, green: Team, facilitator: User, hand: Hand
) -> None:
    runtime.start(exercise, facilitator)
    hand.wait(1)
    injecting.say(exercise, facilitator, Spoken("Only you."), "key-say-1", blue)
    hand.wait(1)
    words = [message.words for message in runtime.look(blue).view.messages]
    assert list(injecting.bodies_of(blue, words).values()) == ["Only you."]
    assert not any(message.words for message in runtime.look(green).view.messages)
    assert injecting.bodies_of(green, words) == {}  # an imported log's number finds nobody else's


def test_in_a_ranked_exercise_all_are_told_or_none(
    ranked: Exercise, facilitator: User, hand: Hand
) -> None:
    runtime.start(ranked, facilitator)
    hand.wait(1)
    one = ranked.team_set.get(name="Blue")
    with pytest.raises(runtime.CannotDo):
        injecting.say(ranked, facilitator, Spoken("A tip."), "key-say-1", one)
    with pytest.raises(runtime.CannotDo):
        injecting.order(ranked, facilitator, Wish(BID, "skip"), "key-skip-1", one)
    assert not LogEntry.objects.filter(payload__action="inject").exists()
    injecting.say(ranked, facilitator, Spoken("For all."), "key-say-2")
    assert LogEntry.objects.filter(payload__action="inject").count() == 2


def test_a_plan_made_before_the_start_holds_from_the_bell(
    exercise: Exercise, blue: Team, facilitator: User, hand: Hand
) -> None:
    injecting.order(exercise, facilitator, Wish("go_no_go", "skip"), "")
    injecting.order(exercise, facilitator, Wish(BID, "at", sim.at("08:10")), "")
    assert row(exercise, "go_no_go").planned == "skipped"
    runtime.start(exercise, facilitator)
    run_to(exercise, hand, sim.at("09:25"))
    assert row(exercise, BID).told[0].delivered == sim.at("08:10")
    assert row(exercise, "go_no_go").told[0].delivered is None


def test_what_the_morning_brings_cannot_be_moved(exercise: Exercise, facilitator: User) -> None:
    with pytest.raises(runtime.CannotDo):
        injecting.order(exercise, facilitator, Wish("the_open", "skip"), "")
    with pytest.raises(runtime.CannotDo):
        injecting.order(exercise, facilitator, Wish("no such thing", "skip"), "")
    with pytest.raises(runtime.CannotDo):
        injecting.order(exercise, facilitator, Wish(BID, "fire"), "")


def test_in_a_pause_it_is_ordered_and_comes_when_it_goes_on(
    exercise: Exercise, blue: Team, facilitator: User, hand: Hand
) -> None:
    runtime.start(exercise, facilitator)
    hand.wait(1)
    runtime.pause(exercise, facilitator)
    injecting.order(exercise, facilitator, Wish(BID, "fire"), "key-fire-1")
    hand.wait(60)
    assert row(exercise, BID).told[0].delivered is None
    runtime.resume(exercise, facilitator)
    hand.wait(0.5)
    stood = runtime.look(blue).view.step
    assert (row(exercise, BID).told[0].delivered or stood) <= stood


def test_no_player_can_order_as_exercise_control(
    exercise: Exercise, blue: Team, ann: Participant, facilitator: User, hand: Hand
) -> None:
    runtime.start(exercise, facilitator)
    hand.wait(1)
    args = {"what": BID, "do": "fire"}
    assert runtime.submit(blue, ann, "inject", args, "key-ann-1").status == "refused"


def test_players_do_not_read_of_it_in_their_log(
    exercise: Exercise, blue: Team, ann: Participant, facilitator: User, hand: Hand
) -> None:
    runtime.start(exercise, facilitator)
    hand.wait(1)
    injecting.say(exercise, facilitator, Spoken("A secret hand."), "key-say-1", blue)
    look = runtime.look(blue)
    assert not look.notes
    assert not any("inject" in str(line.text).lower() for line in look.view.log)
    assert "inject" not in runtime.log_csv(blue)
    assert "A secret hand." in runtime.log_csv(exercise)


def test_a_dry_run_tells_what_comes_when_and_nothing_of_this_morning(
    exercise: Exercise, facilitator: User
) -> None:
    injecting.order(exercise, facilitator, Wish(BID, "at", sim.at("09:00")), "")
    lines = {line.name: line.told[0] for line in rehearsing.dry_run(exercise).listed}
    assert lines["the_open"].delivered == sim.at("09:30")
    assert lines[BID].delivered == sim.at("09:00")
    assert not LogEntry.objects.exists()
