"""Bots: they play teams, empty seats and the seats of the dropped, and step aside for people."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from game import clock as wall
from game import runtime, sim
from game.models import Bot, Exercise, LogEntry, Participant, Team, User
from game.runtime import bots, casting, clocks
from game.runtime.aides import Aide
from tests.runtime.conftest import Hand

pytestmark = pytest.mark.django_db
Kind = LogEntry.Kind


@pytest.fixture(autouse=True)
def _no_bot_outlives_its_test() -> None:
    bots.forget()


def turn(exercise: Exercise) -> None:
    """One beat of the clock."""
    teams = list(exercise.team_set.values_list("pk", flat=True))
    bots.take_turns(list(runtime.advance_all(teams)))


def play(exercise: Exercise, hand: Hand, to_step: int) -> None:
    """Beats of half a second until the clock has come so far."""
    for _ in range(3000):
        hand.wait(0.5)
        turn(exercise)
        if clocks.read(exercise.pk).of(None, wall.now_ms()).step >= to_step:
            return


def orders(team: Team) -> list[tuple[int, str, str]]:
    rows = LogEntry.objects.filter(team=team, kind=Kind.ORDER, actor_kind="bot")
    return [(row.due_step, row.payload["action"], row.key) for row in rows.order_by("log_seq")]


@pytest.fixture
def expert(exercise: Exercise, blue: Team) -> Bot:
    """A bot that has team Blue to itself."""
    return Bot.objects.create(team=blue, level="expert")


def held(team: Team) -> dict[str, list[str]]:
    """Who holds what by the team's log."""
    found: dict[str, list[str]] = {}
    for row in LogEntry.objects.filter(team=team, kind=Kind.SEATS).order_by("log_seq"):
        found |= row.payload["holds"]
    return {who: seats for who, seats in found.items() if seats}


def test_a_team_of_bots_plays_a_morning_by_itself(
    exercise: Exercise, blue: Team, green: Team, expert: Bot, facilitator: User, hand: Hand
) -> None:
    runtime.start(exercise, facilitator)
    play(exercise, hand, sim.at("09:50"))
    done = [action for _, action, _ in orders(blue)]
    assert {"sweep_builds", "declare", "isolate", "deploy", "restore"} <= set(done)
    assert not orders(green)
    assert set(LogEntry.objects.filter(team=blue).values_list("actor_kind", flat=True)) <= {
        "bot",
        "system",
    }
    view = runtime.look(blue).view
    assert view.incident.declared_step is not None
    assert runtime.broken_at(blue) is None


def test_a_restart_goes_on_where_it_was_and_doubles_nothing(
    exercise: Exercise, blue: Team, expert: Bot, facilitator: User, hand: Hand
) -> None:
    runtime.start(exercise, facilitator)
    play(exercise, hand, sim.at("08:40"))
    before = orders(blue)
    bots.forget()
    runtime.forget()
    for _ in range(8):  # catching up may take some beats
        turn(exercise)
    assert orders(blue) == before
    play(exercise, hand, sim.at("09:36"))
    counted = Counter(action for _, action, _ in orders(blue))
    assert len(orders(blue)) > len(before)
    assert counted["declare"] <= 1
    assert counted["assign"] == 2


def test_two_processes_are_one_bot(
    exercise: Exercise, blue: Team, expert: Bot, facilitator: User, hand: Hand
) -> None:
    """Each has a stage of its own; what one has ordered the other finds done."""
    runtime.start(exercise, facilitator)
    stages: list[dict[int, bots.Stage]] = [{}, {}]
    for beat in range(160):
        hand.wait(0.5)
        bots._stages.clear()
        bots._stages.update(stages[beat % 2])
        turn(exercise)
        stages[beat % 2] = dict(bots._stages)
    once = [row[1:] for row in orders(blue)]
    assert len(once) > 10
    wakes = [key.split(":")[2] for _, key in once]
    assert wakes == sorted(wakes, key=int)
    assert max(Counter(action for action, _ in once).values()) < 12
    bots.forget()
    seen = len(orders(blue))
    for _ in range(10):
        turn(exercise)
    assert len(orders(blue)) == seen


def test_a_pause_holds_bots_too(
    exercise: Exercise, blue: Team, expert: Bot, facilitator: User, hand: Hand
) -> None:
    runtime.start(exercise, facilitator)
    play(exercise, hand, sim.at("08:02"))
    runtime.pause(exercise, facilitator)
    before = LogEntry.objects.count()
    for _ in range(20):
        hand.wait(1)
        turn(exercise)
    assert LogEntry.objects.count() == before


def test_a_bot_steps_aside_when_a_person_takes_the_seats(
    with_roles: Exercise, facilitator: User, hand: Hand
) -> None:
    team = with_roles.team_set.get(name="Blue")
    bot = Bot.objects.create(team=team, level="competent")
    runtime.start(with_roles, facilitator)
    hand.wait(0.5)
    turn(with_roles)
    assert held(team) == {bot.token: list(sim.ALL_SEATS)}
    ann = runtime.join(with_roles.code, "Ann", team.pk)
    hand.wait(0.5)
    turn(with_roles)
    assert held(team) == {ann.token: list(sim.ALL_SEATS)}


def test_people_share_their_desk_with_bots_where_bots_fill_it(
    with_roles: Exercise, facilitator: User, hand: Hand
) -> None:
    team = with_roles.team_set.get(name="Blue")
    ann = runtime.join(with_roles.code, "Ann", team.pk)
    ben = runtime.join(with_roles.code, "Ben", team.pk)
    runtime.prefer(ben, "RTR")
    casting.fill(with_roles, "expert", facilitator)
    assert runtime.preview(team) == {ann.pk: ("IC",), ben.pk: ("RTR",)}
    runtime.start(with_roles, facilitator)
    play(with_roles, hand, sim.at("08:20"))
    bot = Bot.objects.get(team=team)
    assert held(team)[bot.token] == ["TRD", "RSK", "COM", "CHG"]
    looked = [action for _, action, _ in orders(team)]
    assert {"check_ticket", "look_at_tape", "read_pmon", "share_evidence"} <= set(looked)
    assert all(
        set(sim.ACTIONS[action].seats) & {"TRD", "RSK", "COM", "CHG"} for action in looked
    ), "it orders from its own seats"


def test_an_aide_says_a_task_back(with_roles: Exercise, facilitator: User, hand: Hand) -> None:
    team = with_roles.team_set.get(name="Blue")
    ann = runtime.join(with_roles.code, "Ann", team.pk)
    casting.fill(with_roles, "competent", facilitator)
    runtime.start(with_roles, facilitator)
    hand.wait(1)
    turn(with_roles)
    task = {"task": "cause", "seat": "RTR", "minutes": 10}
    assert runtime.submit(team, ann, "assign", task, "k1").status == "accepted"
    play(with_roles, hand, sim.at("08:08"))
    assert "read_back" in [action for _, action, _ in orders(team)]
    assert "isolate" not in [action for _, action, _ in orders(team)]


def test_the_seat_of_who_dropped_out_is_covered_and_given_back(
    with_roles: Exercise, facilitator: User, hand: Hand
) -> None:
    team = with_roles.team_set.get(name="Blue")
    ann = runtime.join(with_roles.code, "Ann", team.pk)
    ben = runtime.join(with_roles.code, "Ben", team.pk)
    casting.set_cover(with_roles, 60, facilitator)
    runtime.start(with_roles, facilitator)
    seen(ann, 0), seen(ben, 0)
    hand.wait(0.5)
    turn(with_roles)
    assert not Bot.objects.exists()
    seen(ben, 90)
    hand.wait(0.5)
    turn(with_roles)
    bot = Bot.objects.get(covers=ben)
    assert held(team)[bot.token] == ["RTR", "TRD", "CHG"]
    seen(ben, 0)
    hand.wait(0.5)
    turn(with_roles)
    assert bot.token not in held(team)
    assert ben.seats == ("RTR", "TRD", "CHG")


def test_with_nobody_left_one_bot_has_the_whole_desk_until_somebody_is_back(
    with_roles: Exercise, facilitator: User, hand: Hand
) -> None:
    team = with_roles.team_set.get(name="Blue")
    ann = runtime.join(with_roles.code, "Ann", team.pk)
    ben = runtime.join(with_roles.code, "Ben", team.pk)
    casting.set_cover(with_roles, 60, facilitator)
    runtime.start(with_roles, facilitator)
    seen(ann, 0), seen(ben, 90)
    hand.wait(0.5)
    turn(with_roles)
    assert not Bot.objects.filter(covers=ann).exists()
    seen(ann, 90)
    play(with_roles, hand, sim.at("09:50"))
    bot = next(one for one in Bot.objects.filter(team=team) if casting.stands_in(one))
    assert bot.level == "novice"
    holds = {who: seats for who, seats in held(team).items() if who[0] == "b"}
    assert holds == {bot.token: list(sim.ALL_SEATS)}
    acts = {sim.ACTIONS[action].group for _, action, _ in orders(team)}
    assert "contain" in acts, "an aide contains nothing unasked: this one does"
    seen(ben, 0)
    hand.wait(0.5)
    turn(with_roles)
    assert bot.token not in held(team)
    assert held(team)[Bot.objects.get(covers=ann, roles=[]).token] == list(ann.seats)


def test_who_stands_in_for_a_team_has_the_level_of_its_bots(
    with_roles: Exercise, facilitator: User, hand: Hand
) -> None:
    team = with_roles.team_set.get(name="Blue")
    ann = runtime.join(with_roles.code, "Ann", team.pk)
    casting.fill(with_roles, "expert", facilitator)
    casting.set_cover(with_roles, 60, facilitator)
    runtime.start(with_roles, facilitator)
    seen(ann, 90)
    hand.wait(0.5)
    turn(with_roles)
    [bot] = [one for one in Bot.objects.filter(team=team) if casting.stands_in(one)]
    assert (bot.level, held(team)[bot.token]) == ("expert", list(sim.ALL_SEATS))


def test_nobody_is_covered_where_no_time_was_set(
    with_roles: Exercise, facilitator: User, hand: Hand
) -> None:
    team = with_roles.team_set.get(name="Blue")
    ann = runtime.join(with_roles.code, "Ann", team.pk)
    runtime.start(with_roles, facilitator)
    seen(ann, 100_000)
    hand.wait(0.5)
    turn(with_roles)
    assert not Bot.objects.exists()


def seen(person: Participant, seconds_ago: int) -> None:
    at = wall.now() - timedelta(seconds=seconds_ago)
    Participant.objects.filter(pk=person.pk).update(last_seen=at)


def test_a_story_that_cannot_be_told_goes_on_as_a_routine(
    exercise: Exercise,
    blue: Team,
    expert: Bot,
    facilitator: User,
    hand: Hand,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(self: object, view: sim.View) -> None:
        raise KeyError("a pane that is not there")

    monkeypatch.setattr(sim.TEAMS["expert"], "play", broken)
    runtime.start(exercise, facilitator)
    play(exercise, hand, sim.at("08:10"))
    assert orders(blue)


@pytest.mark.parametrize("level", ["novice", "competent", "expert"])
@pytest.mark.parametrize("people", range(1, 7))
def test_an_aide_can_sit_in_any_merge_of_seats(level: str, people: int) -> None:
    """Whatever its seats show, it asks for nothing that they have no power for."""
    for seats in sim.merged(people):
        world = sim.start(sim.load("knight"), 11, 0)
        aide = Aide(seats, level)
        for step in (60, 3600, 5460, 5700):
            sim.advance(world, [], step)
            for action, _ in aide.play(sim.view_for(world, seats)):
                assert set(sim.ACTIONS[action].seats) & set(seats)


def test_the_log_calls_a_bot_a_bot(
    exercise: Exercise, blue: Team, expert: Bot, facilitator: User, hand: Hand
) -> None:
    runtime.start(exercise, facilitator)
    play(exercise, hand, sim.at("08:15"))
    assert runtime.look(blue).names[expert.token] == "Bot (Expert)"


def test_a_team_of_bots_comes_and_goes_before_the_start(
    exercise: Exercise, blue: Team, facilitator: User
) -> None:
    team = casting.add_team(exercise, "novice", facilitator)
    assert (team.name, team.index) == ("Novices 1", 2)
    with pytest.raises(runtime.CannotDo):
        casting.remove_team(blue, facilitator)
    casting.remove_team(team, facilitator)
    assert exercise.team_set.count() == 2
    runtime.start(exercise, facilitator)
    with pytest.raises(runtime.CannotDo):
        casting.add_team(exercise, "novice", facilitator)


@pytest.mark.parametrize("seconds", [5, 4000])
def test_a_cover_time_has_bounds(exercise: Exercise, facilitator: User, seconds: int) -> None:
    with pytest.raises(runtime.CannotDo):
        casting.set_cover(exercise, seconds, facilitator)
