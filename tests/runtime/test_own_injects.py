"""What a facilitator writes comes when it was planned, to whom it is for, and changes no truth."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from game import runtime, sim
from game.models import Exercise, LogEntry, OwnInject, Team, User
from game.runtime import clocks, forgetting, injecting, lives, own, rehearsing, schedule
from game.runtime.own import Draft
from tests.conftest import form_of
from tests.runtime.conftest import Hand

pytestmark = pytest.mark.django_db
NINE = sim.at("09:00")


def run_to(exercise: Exercise, hand: Hand, step: int) -> None:
    """Let all teams come to a step, with somebody advancing all the while."""
    teams = list(exercise.team_set.values_list("pk", flat=True))
    while any(moved.step < step for moved in [runtime.advance(pk) for pk in teams]):
        hand.wait(0.5)


def row(exercise: Exercise, name: str) -> own.Row:
    exercise.refresh_from_db()
    return next(line for line in own.table(exercise) if line.inject.name == name)


def delivered(exercise: Exercise, name: str) -> list[int | None]:
    return [told.delivered for told in row(exercise, name).told]


def read_by(team: Team) -> list[str]:
    words = [message.words for message in runtime.look(team).view.messages]
    return list(injecting.bodies_of(team, words).values())


@pytest.fixture
def ranked(facilitator: User) -> Exercise:
    form = form_of("open") | {"scenario": "knight", "seed": ""}
    made = runtime.create_exercise(facilitator, form)  # type: ignore[arg-type]
    assert made.ranked
    return made


def test_a_mail_of_ones_own_comes_to_all_at_its_second(
    exercise: Exercise, blue: Team, green: Team, facilitator: User, hand: Hand
) -> None:
    made = own.add(exercise, facilitator, Draft("Who has the log book?", trigger="08:20:03"))
    runtime.start(exercise, facilitator)
    run_to(exercise, hand, sim.at("08:30"))
    assert delivered(exercise, made.name) == [sim.at("08:20:03")] * 2
    assert read_by(blue) == read_by(green) == ["Who has the log book?"]
    assert row(exercise, made.name).sent


def test_a_milestone_brings_it_to_who_reached_it_alone(
    exercise: Exercise, blue: Team, facilitator: User, hand: Hand
) -> None:
    ann = runtime.join(exercise.code, "Ann", blue.pk)
    draft = Draft("What did it find?", "phone", trigger="after:sweep_builds+60 without:declare")
    made = own.add(exercise, facilitator, draft)
    runtime.start(exercise, facilitator)
    hand.wait(1)
    receipt = runtime.submit(blue, ann, "sweep_builds", {}, "key-ann-01")
    run_to(exercise, hand, sim.at("08:30"))
    first, second = delivered(exercise, made.name)
    assert second is None
    assert receipt.effect_step is not None
    assert first is not None
    assert receipt.effect_step + 60 < first <= receipt.effect_step + 66


def test_of_the_shelf_it_comes_when_it_is_sent_and_once(
    exercise: Exercise, blue: Team, facilitator: User, hand: Hand
) -> None:
    made = own.add(exercise, facilitator, Draft("Now.", "chat", answer="sweep_builds"))
    with pytest.raises(runtime.CannotDo):
        own.fire(exercise, facilitator, made.name)
    runtime.start(exercise, facilitator)
    run_to(exercise, hand, 300)
    assert delivered(exercise, made.name) == [None, None]
    own.fire(exercise, facilitator, made.name, blue)
    own.fire(exercise, facilitator, made.name)
    with pytest.raises(runtime.CannotDo):
        own.fire(exercise, facilitator, made.name)
    hand.wait(1)
    run_to(exercise, hand, 400)
    assert all(300 < (step or 0) < 320 for step in delivered(exercise, made.name))
    ann = runtime.join(exercise.code, "Ann", blue.pk)
    runtime.submit(blue, ann, "sweep_builds", {}, "key-ann-01")
    run_to(exercise, hand, 500)
    blues, greens = row(exercise, made.name).told
    assert blues.acted is not None
    assert greens.acted is None


def test_it_is_for_some_teams_and_some_seats(
    exercise: Exercise, blue: Team, green: Team, facilitator: User, hand: Hand
) -> None:
    draft = Draft("For green.", seats=("RTR",), teams=(green.index,), trigger="08:05")
    made = own.add(exercise, facilitator, draft)
    runtime.start(exercise, facilitator)
    run_to(exercise, hand, 400)
    assert [told.team for told in row(exercise, made.name).told] == [green]
    assert read_by(blue) == []
    assert read_by(green) == ["For green."]
    with lives.world_where_it_is(green.pk) as world:
        assert world.state.delivered[-1][3]["seats"] == ["RTR"]


def test_nothing_is_told_twice_or_lost_when_the_process_ends(
    exercise: Exercise, blue: Team, facilitator: User, hand: Hand
) -> None:
    made = own.add(exercise, facilitator, Draft("Once.", trigger="08:10"))
    runtime.start(exercise, facilitator)
    run_to(exercise, hand, sim.at("08:09:30"))
    runtime.forget()
    clocks.jump(exercise, facilitator, 120)
    for _ in range(3):
        runtime.advance(blue.pk)
        runtime.forget()
    run_to(exercise, hand, sim.at("08:12"))
    assert delivered(exercise, made.name) == [600, 600]
    assert LogEntry.objects.filter(payload__action="inject").count() == 2
    assert runtime.broken_at(blue) is None


def test_an_order_in_the_same_moment_moves_nothing(
    exercise: Exercise, blue: Team, facilitator: User, hand: Hand
) -> None:
    """Nobody has advanced the team for a while: the order comes after what was due before it."""
    made = own.add(exercise, facilitator, Draft("First.", trigger="08:01"))
    ann = runtime.join(exercise.code, "Ann", blue.pk)
    runtime.start(exercise, facilitator)
    hand.wait(2)
    receipt = runtime.submit(blue, ann, "sweep_builds", {}, "key-ann-01")
    assert receipt.due_step == 121
    run_to(exercise, hand, 200)
    assert delivered(exercise, made.name) == [60, 60]


def test_where_an_order_slips_in_before_both_come_on_the_step(
    exercise: Exercise, blue: Team, facilitator: User, hand: Hand, monkeypatch: Any
) -> None:
    made = own.add(exercise, facilitator, Draft("First.", trigger="08:01"))
    ann = runtime.join(exercise.code, "Ann", blue.pk)
    runtime.start(exercise, facilitator)
    hand.wait(2)
    monkeypatch.setattr(lives, "settle", lambda _team: None)
    assert runtime.submit(blue, ann, "sweep_builds", {}, "key-ann-01").due_step == 60
    run_to(exercise, hand, 200)
    assert delivered(exercise, made.name) == [60, 60]


def test_in_a_ranked_exercise_it_is_for_all_or_none(
    ranked: Exercise, facilitator: User, hand: Hand
) -> None:
    made = own.add(ranked, facilitator, Draft("For all.", trigger="after:rollback"))
    with pytest.raises(own.Wrong):
        own.add(ranked, facilitator, Draft("A tip.", trigger="08:10", teams=(0,)))
    runtime.start(ranked, facilitator)
    hand.wait(1)
    with pytest.raises(own.Wrong):
        own.add(ranked, facilitator, Draft("A tip.", trigger="without:rollback"))
    with pytest.raises(own.Wrong):
        own.change(ranked, facilitator, made.name, Draft("A tip.", trigger="after:sweep_builds"))
    one = ranked.team_set.get(name="Blue")
    with pytest.raises(runtime.CannotDo):
        own.fire(ranked, facilitator, made.name, one)
    assert len(own.fire(ranked, facilitator, made.name)) == 2


def test_what_a_team_has_got_is_changed_no_more(
    exercise: Exercise, blue: Team, facilitator: User, hand: Hand
) -> None:
    made = own.add(exercise, facilitator, Draft("First words.", trigger="08:10"))
    later = own.add(exercise, facilitator, Draft("Later.", trigger="09:10"))
    runtime.start(exercise, facilitator)
    run_to(exercise, hand, sim.at("08:05"))
    own.change(exercise, facilitator, made.name, Draft("Other words.", trigger="08:15"))
    with pytest.raises(own.Wrong) as why:
        own.change(exercise, facilitator, made.name, Draft("Other words.", trigger="08:04"))
    assert why.value.field == "trigger"
    run_to(exercise, hand, sim.at("08:20"))
    assert read_by(blue) == ["Other words."]
    for act in (lambda: own.remove(exercise, facilitator, made.name),
                lambda: own.change(exercise, facilitator, made.name, Draft("No."))):  # fmt: skip
        with pytest.raises(runtime.CannotDo):
            act()
    own.remove(exercise, facilitator, later.name)
    run_to(exercise, hand, sim.at("09:12"))
    assert read_by(blue) == ["Other words."]


def test_on_the_shelf_it_waits_for_who_has_not_got_it(
    exercise: Exercise, blue: Team, facilitator: User, hand: Hand
) -> None:
    made = own.add(exercise, facilitator, Draft("Words.", trigger="09:00"))
    runtime.start(exercise, facilitator)
    run_to(exercise, hand, 60)
    own.fire(exercise, facilitator, made.name, blue)
    own.shelve(exercise, facilitator, made.name)
    run_to(exercise, hand, NINE + 10)
    assert [step is None for step in delivered(exercise, made.name)] == [False, True]


@pytest.mark.parametrize(
    ("field", "draft"),
    [
        ("words", Draft(" \n\x00 ")),
        ("words", Draft("x" * 1001)),
        ("title", Draft("x", title="x" * 81)),
        ("channel", Draft("x", channel="pigeon")),
        ("sender", Draft("x", sender="<b>me</b>")),
        ("trigger", Draft("x", trigger="after:nothing")),
        ("trigger", Draft("x", trigger="17:00")),
        ("trigger", Draft("x", trigger="25")),
        ("trigger", Draft("x", trigger="after:rollback+999999999999")),
        ("trigger", Draft("x", trigger="hand " * 50)),
        ("answer", Draft("x", answer="inject")),
        ("teams", Draft("x", teams=(7,))),
        ("seats", Draft("x", seats=("ABC",))),
        ("expected", Draft("x", expected="x" * 201)),
    ],
)
def test_a_part_that_cannot_be_so_is_named(
    field: str, draft: Draft, exercise: Exercise, facilitator: User
) -> None:
    with pytest.raises(own.Wrong) as why:
        own.add(exercise, facilitator, draft)
    assert why.value.field == field
    assert not OwnInject.objects.exists()


def test_a_dry_run_shows_what_would_come(exercise: Exercise, facilitator: User) -> None:
    own.add(exercise, facilitator, Draft("At nine.", trigger="09:00"))
    own.add(exercise, facilitator, Draft("By hand."))
    own.add(exercise, facilitator, Draft("Once it has declared.", trigger="after:declare"))
    at_nine, by_hand, declared = rehearsing.dry_run(exercise).own
    assert at_nine.told[0].delivered == NINE
    assert by_hand.told[0].delivered is None
    assert declared.told[0].delivered is not None


def test_a_clone_has_the_same_in_store(exercise: Exercise, facilitator: User) -> None:
    made = own.add(exercise, facilitator, Draft("Words.", trigger="09:00", seats=("IC",)))
    copied = OwnInject.objects.get(exercise=schedule.clone(exercise, facilitator))
    assert own.draft_of(copied) == own.draft_of(made)
    assert copied.mark != made.mark


def test_truth_and_score_are_the_same_with_it(facilitator: User, hand: Hand) -> None:
    def morning(*drafts: Draft) -> dict[str, Any]:
        exercise = runtime.create_exercise(facilitator, form_of("open"))  # type: ignore[arg-type]
        for draft in drafts:
            own.add(exercise, facilitator, draft)
        runtime.start(exercise, facilitator)
        team = exercise.team_set.get(name="Blue")
        run_to(exercise, hand, sim.at("09:35"))
        with lives.world_at(team.pk, sim.at("09:35")) as world:
            assert len(world.state.delivered) == len(drafts)
            state = world.state
            return {
                "position": state.position.tolist(),
                "flow": state.flow_started,
                "rate": float(state.runaway_rate),
                "incident": state.incident,
            }

    told = morning(Draft("Roll it back!", trigger="09:31"), Draft("x", trigger="while:flow"))
    assert told == morning()


def test_when_an_exercise_is_forgotten_its_words_go(exercise: Exercise, facilitator: User) -> None:
    own.add(exercise, facilitator, Draft("Words."))
    assert forgetting.forget_exercise(exercise) == {"injects": 1}
    assert not OwnInject.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_once_it_comes_once(
    exercise: Exercise, facilitator: User, blue: Team, green: Team
) -> None:
    """Two processes at the same shelf: who comes second is told, and no log has two rows."""
    made = own.add(exercise, facilitator, Draft("Once."))
    runtime.start(exercise, facilitator)

    def send(_: int) -> int:
        try:
            return len(own.fire(exercise, facilitator, made.name))
        except runtime.CannotDo:
            return 0
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(send, range(4))) == [0, 0, 0, 2]
    assert LogEntry.objects.filter(key=made.mark).count() == 2
    row = LogEntry.objects.filter(key=made.mark, team=blue).get()
    row.pk, row.log_seq, row._state.adding = None, row.log_seq + 1, True
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_its_row_says_when_a_team_had_it_on_a_screen(
    exercise: Exercise, blue: Team, facilitator: User, hand: Hand
) -> None:
    ann = runtime.join(exercise.code, "Ann", blue.pk)
    made = own.add(exercise, facilitator, Draft("Look here.", trigger="08:05"))
    runtime.start(exercise, facilitator)
    run_to(exercise, hand, 400)
    [message] = [row for row in runtime.look(blue).view.messages if row.words]
    assert [told.seen for told in row(exercise, made.name).told] == [None, None]
    receipt = runtime.submit(blue, ann, "seen", {"message": message.id}, "key-ann-01")
    assert receipt.status == "accepted", receipt
    run_to(exercise, hand, 500)
    blues, greens = row(exercise, made.name).told
    assert 400 < (blues.seen or 0) <= 500
    assert greens.seen is None
