"""Seats outside the simulation: dealt, shared, handed over, moved by hand."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from game import runtime, sim
from game.models import Audit, Exercise, LogEntry, Participant, Seat, Team, User, Words
from game.runtime import lives
from game.sim.seats import Seats
from tests.runtime.conftest import Hand

pytestmark = pytest.mark.django_db

THREE = (("IC", "COM"), ("RTR", "CHG"), ("TRD", "RSK"))


@pytest.fixture
def desk(with_roles: Exercise) -> Team:
    return with_roles.team_set.get(name="Blue")


@pytest.fixture
def three(with_roles: Exercise, desk: Team) -> list[Participant]:
    """Ana, Ben and Cho, in the waiting room."""
    return [runtime.join(with_roles.code, name, desk.pk) for name in ("Ana", "Ben", "Cho")]


@pytest.fixture
def playing(
    with_roles: Exercise, three: list[Participant], facilitator: User, hand: Hand
) -> list[Participant]:
    runtime.start(with_roles, facilitator)
    hand.wait(1)
    return three


def seats(people: list[Participant]) -> tuple[Seats, ...]:
    return tuple(person.seats for person in people)


def said(team: Team) -> list[str]:
    return [str(note.words) for note in runtime.look(team).notes]


def view_of(person: Participant) -> sim.View:
    return runtime.look(person.team, runtime.seats_of(person)).view


# The start


def test_nobody_holds_a_seat_before_the_start(three: list[Participant]) -> None:
    assert seats(three) == ((), (), ())
    assert not Seat.objects.exists()


def test_the_start_deals_by_the_table_and_says_so(playing: list[Participant], desk: Team) -> None:
    assert seats(playing) == THREE
    assert said(desk) == [
        "Ana now holds IC, COM.",
        "Ben now holds RTR, CHG.",
        "Cho now holds TRD, RSK.",
    ]
    assert Audit.objects.filter(what="seats.dealt").count() == 1
    assert runtime.broken_at(desk) is None


def test_wishes_are_honoured_and_the_waiting_room_says_what_would_come(
    with_roles: Exercise, desk: Team, three: list[Participant], facilitator: User
) -> None:
    runtime.prefer(three[2], "IC")
    foretold = runtime.preview(desk)
    runtime.start(with_roles, facilitator)
    assert runtime.held(desk.pk) == foretold
    assert three[2].seats == ("IC", "COM")


def test_nobody_chooses_after_the_start(playing: list[Participant]) -> None:
    ana = Participant.objects.get(pk=playing[0].pk)
    with pytest.raises(runtime.CannotDo):
        runtime.prefer(ana, "RSK")


def test_alone_one_holds_all() -> None:
    exercise, you = runtime.solo()
    runtime.start(exercise, you)
    assert you.seats == sim.ALL_SEATS
    assert (exercise.scenario, exercise.level, exercise.ranked) == ("knight", "officer", False)


# Coming and going


def test_a_late_joiner_takes_seats_from_one_person(
    with_roles: Exercise, desk: Team, playing: list[Participant]
) -> None:
    dan = runtime.join(with_roles.code, "Dan", desk.pk)
    assert dan.seats == ("COM",)
    assert seats(playing) == (("IC",), *THREE[1:])
    assert said(desk)[3:] == ["Ana now holds IC.", "Dan now holds COM."]


def test_a_removed_persons_seats_go_to_the_others(
    desk: Team, playing: list[Participant], facilitator: User
) -> None:
    runtime.remove(playing[2], facilitator)
    assert seats(playing) == (("IC", "RSK", "COM"), ("RTR", "TRD", "CHG"), ())
    assert "Ana now holds IC, RSK, COM." in said(desk)
    assert Audit.objects.filter(what="seats.moved").exists()


def test_a_person_who_is_moved_leaves_no_seat_behind(
    with_roles: Exercise, desk: Team, playing: list[Participant], facilitator: User
) -> None:
    green = with_roles.team_set.get(name="Green")
    runtime.move(playing[2], green, facilitator)
    assert set(playing[2].seats) == set(sim.ALL_SEATS)
    assert {seat.team_id for seat in playing[2].seat_set.all()} == {green.pk}
    assert sorted(seat.role for seat in Seat.objects.filter(team=desk)) == sorted(sim.ALL_SEATS)


def test_the_facilitator_moves_a_seat_by_hand(
    desk: Team, playing: list[Participant], facilitator: User
) -> None:
    ana, ben, _cho = playing
    runtime.assign(ben, "COM", facilitator)
    assert (ana.seats, ben.seats) == (("IC",), ("RTR", "COM", "CHG"))
    assert Audit.objects.filter(what="seats.moved", user=facilitator).exists()
    with pytest.raises(runtime.CannotDo):
        runtime.assign(ben, "KING", facilitator)


def test_an_open_exercise_has_no_roles_to_move(
    exercise: Exercise, ann: Participant, facilitator: User
) -> None:
    runtime.start(exercise, facilitator)
    with pytest.raises(runtime.CannotDo):
        runtime.assign(ann, "IC", facilitator)
    assert ann.seats == sim.ALL_SEATS


@pytest.mark.django_db(transaction=True)
def test_who_comes_at_once_leaves_no_seat_double_or_lost(
    with_roles: Exercise, desk: Team, facilitator: User
) -> None:
    runtime.join(with_roles.code, "Ana", desk.pk)
    runtime.start(with_roles, facilitator)

    def come(number: int) -> None:
        try:
            runtime.join(with_roles.code, f"P{number}", desk.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as pool:
        list(pool.map(come, range(5)))
    roles = sorted(Seat.objects.filter(team=desk).values_list("role", flat=True))
    assert roles == sorted(sim.ALL_SEATS)
    assert {len(those) for those in runtime.held(desk.pk).values()} == {1}
    assert runtime.broken_at(desk) is None


# Powers and views


def test_a_seat_orders_what_is_its_own_and_nothing_else(
    desk: Team, playing: list[Participant]
) -> None:
    ana, ben, _cho = playing
    assert runtime.submit(desk, ben, "sweep_hashes", {}, "k1").status == "accepted"
    refused = runtime.submit(desk, ana, "sweep_hashes", {}, "k2")
    assert refused.status == "refused"
    assert str(refused.text) == "Your seat does not have this power."
    rows = LogEntry.objects.filter(kind__in=("order", "refusal")).order_by("log_seq")
    assert [row.seats for row in rows] == [["RTR", "CHG"], ["IC", "COM"]]


def test_a_frame_is_made_for_each_view_that_somebody_has(
    desk: Team, playing: list[Participant]
) -> None:
    glances = runtime.advance(desk.pk).glances
    assert set(glances) == {sim.view_key(those) for those in THREE}
    fields = sim.FRAME_FIELDS
    mails = {key: glance.numbers[fields.index("mails")] for key, glance in glances.items()}
    assert {key for key, count in mails.items() if count == -1} == {"RTR-CHG", "TRD-RSK"}


def test_an_open_desk_needs_one_frame(
    exercise: Exercise, blue: Team, ann: Participant, ben: Participant, facilitator: User
) -> None:
    runtime.start(exercise, facilitator)
    assert list(runtime.advance(blue.pk).glances) == [sim.view_key(sim.ALL_SEATS)]


def test_the_clock_reads_all_seats_of_a_batch_in_one_query(
    with_roles: Exercise, playing: list[Participant], hand: Hand
) -> None:
    hand.wait(1)
    teams = list(with_roles.team_set.values_list("pk", flat=True))
    list(runtime.advance_all(teams))
    hand.wait(0.5)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        list(runtime.advance_all(teams))
    assert sum('"game_seat"' in query["sql"] for query in queries) == 1


# Handing over


def test_a_seat_handed_over_is_nobodys_for_fifteen_seconds(
    desk: Team, playing: list[Participant], hand: Hand
) -> None:
    _ana, ben, cho = playing
    receipt = runtime.hand_over(ben, cho, "RTR", "SMARS-3 looks odd", "k1")
    assert receipt.status == "accepted"
    assert (ben.seats, cho.seats) == (("CHG",), ("RTR", "TRD", "RSK"))
    hand.wait(0.1)
    too_early = runtime.submit(desk, cho, "sweep_hashes", {}, "k2")
    assert str(too_early.text) == "This power is being handed over."
    assert runtime.submit(desk, cho, "look_at_orders", {}, "k3").status == "accepted"
    hand.wait(1)
    assert runtime.submit(desk, cho, "sweep_hashes", {}, "k4").status == "accepted"
    assert runtime.submit(desk, ben, "sweep_hashes", {}, "k5").status == "refused"


def test_the_receiver_sees_the_panes_and_the_giver_no_longer(playing: list[Participant]) -> None:
    _ana, ben, cho = playing
    assert view_of(ben).fleet
    assert not view_of(cho).fleet
    runtime.hand_over(ben, cho, "RTR", "", "k1")
    assert not view_of(ben).fleet
    assert view_of(cho).fleet


def test_the_log_tells_the_story_and_the_note_can_be_erased(
    desk: Team, playing: list[Participant], hand: Hand
) -> None:
    _ana, ben, cho = playing
    runtime.hand_over(ben, cho, "RTR", "SMARS-3 looks odd", "k1")
    assert said(desk)[3:] == [
        "SMARS-3 looks odd",
        "Ben now holds CHG.",
        "Cho now holds RTR, TRD, RSK.",
    ]
    row = LogEntry.objects.get(kind="order")
    assert row.payload["args"] == {"seat": "RTR", "note": True}
    assert "SMARS-3" not in str(row.payload)
    hand.wait(1)
    lines = [str(line.text) for line in runtime.look(desk).view.log]
    assert lines[-1] == "Router engineer changes hands; for 15 seconds nobody has its powers."
    Words.objects.update(body="", erased=True)
    assert runtime.broken_at(desk) is None


def test_a_hand_over_is_one_however_often_it_is_sent(
    desk: Team, playing: list[Participant]
) -> None:
    _ana, ben, cho = playing
    first = runtime.hand_over(ben, cho, "RTR", "", "k1")
    assert runtime.hand_over(ben, cho, "RTR", "", "k1") == first
    assert runtime.hand_over(ben, cho, "CHG", "", "k1").status == "conflict"
    assert ben.seats == ("CHG",)
    assert LogEntry.objects.filter(kind="order").count() == 1


def test_only_the_own_seat_goes_and_only_to_a_team_mate(
    with_roles: Exercise, desk: Team, playing: list[Participant]
) -> None:
    ana, ben, cho = playing
    gil = runtime.join(with_roles.code, "Gil", with_roles.team_set.get(name="Green").pk)
    for number, (giver, receiver, seat) in enumerate(
        [(ben, cho, "IC"), (ben, ben, "RTR"), (ben, gil, "RTR"), (gil, ana, "RTR")]
    ):
        receipt = runtime.hand_over(giver, receiver, seat, "psst", f"k{number}")
        assert receipt.status == "refused"
    assert seats(playing) == THREE
    assert not Words.objects.exists()
    assert runtime.submit(desk, ben, "hand_over", {"seat": "RTR"}, "k9").status == "refused"


def test_a_hand_over_is_the_same_when_the_world_is_computed_again(
    desk: Team, playing: list[Participant], hand: Hand
) -> None:
    _ana, ben, cho = playing
    runtime.hand_over(ben, cho, "RTR", "look at 3", "k1")
    runtime.submit(desk, cho, "sweep_hashes", {}, "k2")
    hand.wait(1)
    runtime.advance(desk.pk)
    with lives.world_at(desk.pk, 0) as world:
        before = sim.state_hash(world)
    at = lives.desk(desk.pk)
    again = sim.start(at.scenario, at.seed, at.index)
    sim.advance(again, lives.orders_of(desk.pk), world.step)
    assert sim.state_hash(again) == before


# What is chosen


@pytest.mark.parametrize(
    ("seed", "variant", "ranked"), [("", "", True), ("7", "", False), ("", "v4", False)]
)
def test_what_somebody_knew_before_is_not_ranked(
    facilitator: User, seed: str, variant: str, ranked: bool
) -> None:
    form = {
        "name": "W", "scenario": "knight", "seed": seed, "variant": variant, "pace": "sprint",
        "teams": ["Blue"], "late_joining": True, "level": "master", "era": "today",
    }  # fmt: skip
    exercise = runtime.create_exercise(facilitator, form)  # type: ignore[arg-type]
    played = runtime.scenario_of(exercise)
    assert exercise.ranked is ranked
    assert exercise.practice is bool(seed)
    assert (played.variant, played.level, played.era) == (variant, "master", "today")


def test_the_chosen_morning_is_the_one_that_is_played(facilitator: User, hand: Hand) -> None:
    form = {
        "name": "W", "scenario": "knight", "seed": "", "variant": "v4", "pace": "sprint",
        "teams": ["Blue"], "late_joining": True,
    }  # fmt: skip
    exercise = runtime.create_exercise(facilitator, form)  # type: ignore[arg-type]
    with lives.world_at(exercise.team_set.get().pk, 1) as world:
        assert (world.scenario.variant, world.scenario.level) == ("v4", "officer")
