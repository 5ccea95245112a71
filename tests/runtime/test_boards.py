"""The projector's board and the leaderboards: what they show, and what they must not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from game import clock as wall
from game import runtime, sim
from game.live.walls import messages_of, welcome
from game.models import Bot, Entry, Exercise, Organisation, Participant, Result, Team, User
from game.runtime import boards, clocks, leaders
from game.runtime.leaders import Choice, Line
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
    assert [(one["what"], one["name"]) for one in shown(playing)["moments"]] == [
        ("declared", "Blue")
    ]


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
    boards.freeze(playing, facilitator, sim.at("09:35"))
    before = shown(playing)
    runtime.submit(blue, ann, "declare", {"severity": "firm"}, "k1")
    to(playing, hand, "09:45")
    assert shown(playing) == before
    boards.freeze(playing, facilitator, None)
    assert shown(playing) != before


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


# Leaderboards


@pytest.fixture
def ranked(facilitator: User) -> list[Team]:
    """Four ranked exercises of one series, each with team Otter; the last on its own."""
    facilitator.organisation = Organisation.objects.create(name="Harbour")
    facilitator.save()
    return [_ranked(facilitator, "knight", "spring") for _ in range(4)]


def _ranked(owner: User, scenario: str, series: str) -> Team:
    form: Any = {
        "name": "Friday",
        "scenario": scenario,
        "seed": "",
        "pace": "sprint",
        "teams": ["Otter"],
        "late_joining": True,
    }
    exercise = runtime.create_exercise(owner, form)
    Exercise.objects.filter(pk=exercise.pk).update(cohort=series)
    team = exercise.team_set.get()
    runtime.join(exercise.code, "Ann", team.pk)
    return Team.objects.select_related("exercise").get(pk=team.pk)


def enter(team: Team, total: int) -> Entry:
    entry = leaders.enter(team, body(total))
    assert entry is not None
    return entry


def test_only_a_ranked_morning_of_people_is_entered(ranked: list[Team], blue: Team) -> None:
    assert leaders.enter(blue, body(500)) is None, "a typed seed is practice"
    Bot.objects.create(team=ranked[1], level="expert")
    assert leaders.enter(ranked[1], body(990)) is None, "a bot helped"
    entry = enter(ranked[0], 500)
    assert (entry.scenario, entry.level, entry.size, entry.first_attempt) == (
        "knight",
        "officer",
        1,
        True,
    )
    assert entry.variant.startswith("v")


def test_a_second_go_at_a_variant_is_no_first_attempt(ranked: list[Team]) -> None:
    first = enter(ranked[0], 500)
    Exercise.objects.filter(pk=ranked[1].exercise_id).update(
        secret=ranked[0].exercise.secret, variant=first.variant
    )
    runtime.forget()
    again = Team.objects.select_related("exercise").get(pk=ranked[1].pk)
    assert not enter(again, 900).first_attempt
    [table] = leaders.tables(Choice())
    assert [line.total for line in table.lines] == [500]


def test_a_series_needs_three_seeds(ranked: list[Team]) -> None:
    for team, total in zip(ranked[:2], (500, 600), strict=True):
        enter(team, total)
    assert leaders.series(Choice()) == []
    enter(ranked[2], 700)
    [line] = leaders.series(Choice())
    assert (line.total, line.mornings, line.band) == (600, 3, 1)
    assert line.standard_error == pytest.approx(57.7, abs=0.1)


def test_a_name_needs_everybodys_word(ranked: list[Team]) -> None:
    team = ranked[0]
    bob = runtime.join(team.exercise.code, "Bob", team.pk)
    enter(team, 500)

    def named() -> str:
        return leaders.tables(Choice())[0].lines[0].name

    assert named() == ""
    for person in team.participant_set.all():
        leaders.consent(person, agrees=True)
    assert named() == "Otter"
    leaders.consent(bob, agrees=False)
    assert named() == ""


def test_teams_within_one_standard_error_share_a_band() -> None:
    lines = [Line(total=total, standard_error=30.0) for total in (700, 680, 660, 600)]
    assert [line.band for line in leaders.banded(lines)] == [1, 1, 2, 3]


@pytest.fixture
def shipped(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where figures that came with the program would be; nothing is there, nor in the data."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(leaders, "SHIPPED", tmp_path / "shipped.json")
    return tmp_path / "shipped.json"


def test_figures_that_came_with_the_program_stand_until_ones_own(shipped: Path) -> None:
    row = {"team": "expert", "variant": "v1"}
    leaders.keep_panel([row | {"total": 900}], "knight", shipped)
    assert leaders.panel()["knight/v1/expert"][0] == 900
    leaders.keep_panel([row | {"total": 800}], "knight")
    assert leaders.panel()["knight/v1/expert"][0] == 800


def test_the_panel_is_not_measured_until_it_is(ranked: list[Team], shipped: Path) -> None:
    variant = enter(ranked[0], 500).variant
    assert set(leaders.tables(Choice())[0].panel.values()) == {None}
    measured = [{"team": "expert", "variant": variant, "total": total} for total in (900, 920)]
    assert leaders.keep_panel(measured, "knight") == 1
    expert = leaders.tables(Choice())[0].panel["expert"]
    assert expert is not None
    assert (expert.total, expert.mornings) == (910, 2)


def test_a_result_enters_the_boards_by_itself(ranked: list[Team], hand: Hand) -> None:
    team = ranked[0]
    runtime.start(team.exercise, team.exercise.owner)
    runtime.end(team.exercise, team.exercise.owner)
    found = runtime.compute(team)
    assert Entry.objects.get(team=team).total == found.body["score"]["total"]
