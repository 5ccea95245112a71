"""The projector's board and the leaderboards: what they show, and what they must not."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from game import clock as wall
from game import runtime, sim
from game.live.walls import messages_of, welcome
from game.models import (
    Bot,
    Exercise,
    Participant,
    Result,
    Team,
    User,
)
from game.runtime import boards, clocks
from game.runtime.facts import HEADLINES
from game.runtime.snapshots import bracket, snapshot
from tests.canaries import truths
from tests.runtime.conftest import Hand

pytestmark = pytest.mark.django_db
LIVE = {"t", "state", "name", "frozen", "brackets", "curves", "moments"}
ROW = {"rank", "n", "name", "pnl", "declared", "claimed", "over"}


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    boards.forget()


def to(exercise: Exercise, hand: Hand, reading: str) -> None:
    """Let the clock run there, with a beat every few minutes."""
    goal = sim.at(reading)
    for _ in range(3000):
        hand.wait(2)
        boards.note(runtime.advance_all(exercise.team_set.values_list("pk", flat=True)))
        if clocks.read(exercise.pk).of(None, wall.now_ms()).step >= goal:
            return


def shown(exercise: Exercise) -> dict[str, Any]:
    """What the projector is sent now."""
    found: dict[str, Any] = json.loads(
        messages_of([boards.of(exercise).exercise_id])[exercise.pk][0]
    )
    return found


def rows(exercise: Exercise) -> list[dict[str, Any]]:
    return [row for one in shown(exercise)["brackets"] for row in one["rows"]]


@pytest.fixture
def playing(
    exercise: Exercise, ann: Participant, green: Team, facilitator: User, hand: Hand
) -> Exercise:
    """Ann's Blue and Gus's Green, a minute after the open."""
    runtime.join(exercise.code, "Gus", green.pk)
    boards.of(exercise)
    runtime.start(exercise, facilitator)
    to(exercise, hand, "09:31")
    return exercise


def test_before_the_start_it_shows_the_code_and_who_is_there(
    exercise: Exercise, ann: Participant, green: Team
) -> None:
    Bot.objects.create(team=green)
    message = shown(exercise)
    assert message["code"] == exercise.code
    assert [row["people"] for row in message["teams"]] == [1, 0]
    assert (message["ready"], message["people"]) == (2, 1)
    assert "Ann" not in json.dumps(message), "people's names are nobody's business on a wall"


def test_it_tells_who_is_connected_from_who_has_joined(
    exercise: Exercise, blue: Team, ann: Participant
) -> None:
    runtime.join(exercise.code, "Ben", blue.pk)
    long_ago = wall.now() - timedelta(seconds=40)
    Participant.objects.filter(pk=ann.pk).update(last_seen=long_ago)
    row = shown(exercise)["teams"][0]
    assert (row["people"], row["here"]) == (2, 1)
    Participant.objects.update(last_seen=long_ago)
    assert shown(exercise)["ready"] == 0


def test_while_the_door_is_shut_it_counts_down_and_keeps_the_code(exercise: Exercise) -> None:
    start = wall.now() + timedelta(hours=1)
    Exercise.objects.filter(pk=exercise.pk).update(scheduled=start, opens_before_min=30)
    early = shown(exercise)
    assert early["code"] == ""
    assert early["starts_ms"] - early["opens_ms"] == 30 * 60_000
    Exercise.objects.filter(pk=exercise.pk).update(opens_before_min=120)
    later = shown(exercise)
    assert (later["code"], later["opens_ms"]) == (exercise.code, None)
    assert later["starts_ms"] == early["starts_ms"]


def test_a_locked_lobby_shows_no_code(exercise: Exercise) -> None:
    Exercise.objects.filter(pk=exercise.pk).update(locked=True)
    assert shown(exercise)["code"] == ""


def test_teams_are_ranked_by_what_they_say_not_by_pmons_mark(
    playing: Exercise, hand: Hand, green: Team
) -> None:
    """A flood lifts its own prices: on this morning PMON's mark is a gain of millions."""
    to(playing, hand, "09:40")
    assert {row["rank"] for row in rows(playing)} == {None}
    gus = playing.participant_set.get(name="Gus")
    runtime.submit(green, gus, "declare", {"severity": "firm"}, "k1")
    to(playing, hand, "09:50")
    assert [(row["name"], row["rank"]) for row in rows(playing)] == [("Green", 1), ("Blue", None)]
    assert all(row["pnl"] > 0 for row in rows(playing))
    assert all(set(row) == ROW for row in rows(playing))


def test_it_says_what_teams_have_said_and_when(
    playing: Exercise, hand: Hand, blue: Team, ann: Participant
) -> None:
    runtime.submit(blue, ann, "declare", {"severity": "firm"}, "k1")
    to(playing, hand, "09:32")
    blue_row = next(row for row in rows(playing) if row["name"] == "Blue")
    assert blue_row["declared"] is not None
    told = [(one["what"], one["name"]) for one in shown(playing)["moments"]]
    assert ("declared", "Blue") in told


def test_what_is_published_is_told_once_for_the_whole_room(playing: Exercise) -> None:
    """The bell rings for both teams: one moment, of no team. What only a desk hears is none."""
    told = [one for one in shown(playing)["moments"] if one["what"] == "news"]
    assert told == [{"what": "news", "n": -1, "name": "the_open", "step": sim.at("09:30")}]
    assert set(HEADLINES) < set(sim.injects.injects())


def test_nothing_of_the_truth_reaches_the_wall(
    playing: Exercise, hand: Hand, blue: Team, ann: Participant
) -> None:
    """Canaries: beliefs, evidence, routers, notes, the secret, the variant, people's names."""
    for n, (action, args) in enumerate(
        [
            ("sweep_builds", {}),
            ("believe", {f"p{n}": 7 for n in range(1, 9)} | {"mechanism": "not_restarted"}),
            ("isolate", {"router": 3}),
            ("declare", {"severity": "firm"}),
        ]
    ):
        runtime.submit(blue, ann, action, args, f"k{n}")
    runtime.note(blue, ann, "canarynote", "k-note")
    to(playing, hand, "09:40")
    message = shown(playing)
    text = json.dumps(message)
    assert set(message) == LIVE
    assert truths([("board", text)]) == []
    for word in ("SMARS", "router", "not_restarted", "believe", "isolate", "canarynote", "Ann"):
        assert word not in text
    for secret in (playing.secret, playing.code, "variant", "score", "total", ann.secret):
        assert f'"{secret}"' not in text


def test_a_hidden_board_shows_no_team(playing: Exercise, facilitator: User) -> None:
    boards.hide(playing, facilitator, hidden=True)
    assert set(shown(playing)) == {"t", "state", "name", "hidden"}
    boards.hide(playing, facilitator, hidden=False)
    assert rows(playing)


def test_a_frozen_board_stands_while_the_morning_goes_on(
    playing: Exercise, hand: Hand, blue: Team, ann: Participant, facilitator: User
) -> None:
    to(playing, hand, "09:35")
    boards.freeze(playing, facilitator)
    before = shown(playing)
    runtime.submit(blue, ann, "declare", {"severity": "firm"}, "k1")
    to(playing, hand, "09:45")
    assert shown(playing) == before
    boards.thaw(playing, facilitator)
    assert shown(playing) != before


def test_a_team_that_runs_behind_stands_still_too(
    playing: Exercise, hand: Hand, blue: Team, ann: Participant, facilitator: User
) -> None:
    """Blue was paused at 09:33; frozen at 09:40, it may not catch up on the wall."""
    to(playing, hand, "09:33")
    clocks.pause(playing, facilitator, "a word", blue)
    to(playing, hand, "09:40")
    boards.freeze(playing, facilitator)
    before = shown(playing)
    clocks.resume(playing, facilitator, blue)
    runtime.submit(blue, ann, "declare", {"severity": "firm"}, "k1")
    to(playing, hand, "09:44")
    assert shown(playing) == before


def test_the_address_is_signed_and_can_be_withdrawn(exercise: Exercise, facilitator: User) -> None:
    board = boards.of(exercise)
    old = boards.signature(board)
    assert welcome(exercise.pk, old) is not None
    assert welcome(exercise.pk, old[:-1] + "0x"[old.endswith("0")]) is None
    boards.renew(exercise, facilitator)
    assert boards.opened(exercise.pk, old) is None
    assert welcome(exercise.pk, boards.signature(boards.of(exercise))) is not None


def ended(exercise: Exercise, by: User, totals: dict[str, int]) -> None:
    """The morning is over with these scores."""
    runtime.end(exercise, by)
    for team in exercise.team_set.all():
        total = totals[team.name]
        Result.objects.create(team=team, sim_version="x", body=body(total))


def body(total: int) -> dict[str, Any]:
    return {
        "score": {"total": total, "rank": [-total, 10**6, -1.0, 0, 0]},
        "loss_usd": 1000 - total,
        "do_nothing": {"loss_usd": 900},
        "oracle": {"loss_usd": 1},
    }


def test_the_reveal_goes_from_last_to_first(playing: Exercise, facilitator: User) -> None:
    with pytest.raises(runtime.CannotDo):
        boards.reveal(playing, facilitator, 1)
    ended(playing, facilitator, {"Blue": 700, "Green": 300})
    playing.refresh_from_db()
    assert "700" not in json.dumps(shown(playing)), "no score before the reveal"
    boards.reveal(playing, facilitator, 1)
    assert [(one["name"], one["rank"]) for one in shown(playing)["places"]] == [("Green", 2)]
    assert shown(playing)["room"] is None
    boards.reveal(playing, facilitator, 2)
    assert [one["name"] for one in shown(playing)["places"]] == ["Green", "Blue"]
    assert shown(playing)["room"] == {"teams": 1000, "nothing": 1800, "oracle": 2}
    boards.conceal(playing, facilitator)
    assert "brackets" in shown(playing)


@pytest.mark.parametrize(
    ("people", "name"), [(0, "bots"), (1, "solo"), (2, "small"), (3, "small"), (4, "full")]
)
def test_teams_are_compared_with_teams_of_their_size(people: int, name: str) -> None:
    assert bracket(people) == name


def test_a_lost_store_shows_unknown_not_nothing(playing: Exercise) -> None:
    boards.forget(playing.pk)
    assert [row["pnl"] for row in rows(playing)] == [None, None]
    assert snapshot(boards.of(playing))["curves"] == []
