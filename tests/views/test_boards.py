"""Pages of boards and bots: who presses what, and what stands there."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from game import runtime
from game.models import Board, Bot, Entry, Exercise, Participant, Result, Team, User
from game.runtime import boards
from tests.canaries import leaks, truths
from tests.views.conftest import seated, signed_in

pytestmark = pytest.mark.django_db


def address(exercise: Exercise) -> str:
    return reverse("board", args=[exercise.pk, boards.signature(boards.of(exercise))])


def press(exercise: Exercise, verb: str, **sent: Any) -> int:
    browser = signed_in(exercise.owner)
    path = reverse("room_bots_act", args=[exercise.pk, verb])
    return int(browser.post(path, sent).status_code)


def test_a_board_needs_its_address_and_nothing_else(exercise: Exercise) -> None:
    path = address(exercise)
    assert Client().get(path).status_code == 200
    assert Client().get(path[:-4] + "beef").status_code == 404
    press(exercise, "renew")
    assert Client().get(path).status_code == 404


def test_a_boards_page_says_nothing_of_the_morning(running: Exercise, ann: Participant) -> None:
    """What it shows comes over its socket; the page itself is the same for every morning."""
    page = Client().get(address(running)).content.decode()
    assert leaks([("board", page)], [running.code, ann.secret, "Ann"]) == []
    assert truths([("board", re.sub(r'had every cause|"oracle"', "", page))]) == []
    assert "SMARS" not in page


def test_every_word_of_the_boards_script_is_on_its_page(exercise: Exercise) -> None:
    page = Client().get(address(exercise)).content.decode()
    found = re.search(r'id="wall-words"[^>]*>(.*?)</script>', page)
    assert found is not None
    words = json.loads(found.group(1))
    script = runtime.__file__.rsplit("/game/", 1)[0] + "/static/js/board.js"
    with open(script) as file:
        asked = set(re.findall(r'say\("(\w+)"', file.read()))
    assert asked <= set(words)
    assert {"said_declared", "said_claimed", "late", "solo", "small", "full"} <= set(words)


def test_the_facilitator_hides_freezes_and_lets_go(running: Exercise) -> None:
    for verb in ("hide", "freeze"):
        assert press(running, verb) == 302
    board = Board.objects.get(exercise=running)
    assert board.hidden
    assert board.frozen_step is not None
    for verb in ("show", "thaw"):
        press(running, verb)
    board.refresh_from_db()
    assert (board.hidden, board.frozen_step) == (False, None)
    said = set(running.audit_set.values_list("what", flat=True))
    assert {"board.hidden", "board.frozen", "board.shown", "board.thawed"} <= said


def test_a_reveal_before_the_end_is_refused_in_words(running: Exercise) -> None:
    browser = signed_in(running.owner)
    path = reverse("room_bots_act", args=[running.pk, "reveal"])
    answer = browser.post(path, {"places": "1"})
    assert answer.status_code == 409
    assert "the reveal waits" in answer.content.decode()
    assert browser.post(path, {"places": "-1"}).status_code == 404
    assert press(running, "nonsense") == 404


def test_the_facilitator_adds_fills_and_removes_bots(exercise: Exercise) -> None:
    assert press(exercise, "add", level="expert") == 302
    team = exercise.team_set.get(name="Experts 1")
    press(exercise, "fill", level="novice")
    assert set(Bot.objects.values_list("team__name", "level")) == {
        ("Experts 1", "expert"),
        ("Blue", "novice"),
        ("Green", "novice"),
    }
    page = signed_in(exercise.owner).get(reverse("room_bots", args=[exercise.pk]))
    assert "Remove Experts 1" in page.content.decode()
    press(exercise, "drop", team=team.pk)
    press(exercise, "home")
    assert not Bot.objects.filter(active=True).exists()
    assert press(exercise, "cover", seconds="5") == 409
    press(exercise, "cover", seconds="60")
    exercise.refresh_from_db()
    assert exercise.cover_after_s == 60


def test_no_facilitator_presses_in_anothers_room(exercise: Exercise) -> None:
    eve = signed_in(User.objects.create_user("eve"))
    for verb in ("add", "hide", "reveal"):
        path = reverse("room_bots_act", args=[exercise.pk, verb])
        assert eve.post(path, {"level": "expert"}).status_code == 404


@pytest.fixture
def entered(running: Exercise, blue: Team) -> Entry:
    """Blue's morning stands on the leaderboards."""
    Exercise.objects.filter(pk=running.pk).update(ranked=True)
    runtime.end(running, running.owner)
    body: dict[str, Any] = {"score": {"total": 512, "rank": [-512, 0, 0.0, 0, 0]}}
    Result.objects.create(team=blue, sim_version="x", body=body)
    return Entry.objects.create(
        team=blue,
        scenario="knight-2012",
        variant="",
        level="",
        size=4,
        total=512,
        rank_key=[-512],
        series="",
    )


def test_without_consent_a_team_is_its_size(entered: Entry, ann: Participant) -> None:
    page = signed_in(User.objects.create_user("eve")).get("/boards").content.decode()
    assert "a team of 4" in page
    assert "Blue" not in page
    for person in entered.team.participant_set.all():
        assert seated(person).post("/result/consent", {"agrees": "1"}).status_code == 302
    page = signed_in(User.objects.get(username="eve")).get("/boards").content.decode()
    assert "Blue" in page
    assert "not yet measured" in page


def test_the_leaderboards_are_public_only_where_that_is_set(settings: Any) -> None:
    assert Client().get("/boards").status_code == 302
    settings.BOARDS_PUBLIC = True
    assert Client().get("/boards").status_code == 200


def test_only_a_ranked_result_asks_for_consent(running: Exercise) -> None:
    """Practice stands on no board, so nobody is asked."""
    person = running.participant_set.first()
    assert person is not None
    runtime.end(running, running.owner)
    runtime.finish(running)
    assert "/result/consent" not in seated(person).get("/result").content.decode()
    Exercise.objects.filter(pk=running.pk).update(ranked=True)
    assert "/result/consent" in seated(person).get("/result").content.decode()


def test_a_browser_that_comes_back_is_known_by_its_seat(
    exercise: Exercise, ann: Participant, facilitator: User
) -> None:
    """Only while it keeps the seat; a browser without one begins anew."""
    form: Any = {"name": "Later", "scenario": "knight", "seed": "", "pace": "sprint"}
    form |= {"teams": ["Heron"], "late_joining": True}
    later = runtime.create_exercise(facilitator, form)
    team = later.team_set.get()
    for browser, name in ((seated(ann), "Ann"), (Client(), "Zoe")):
        browser.post(reverse("join", args=[later.code]), {"name": name, "team": team.pk})
    ann.refresh_from_db()
    known = dict(later.participant_set.values_list("name", "browser"))
    assert ann.browser
    assert known == {"Ann": ann.browser, "Zoe": ""}


def test_the_lobby_tells_who_is_connected(exercise: Exercise, ann: Participant) -> None:
    ben = runtime.join(exercise.code, "Ben", ann.team_id)
    Participant.objects.filter(pk=ben.pk).update(last_seen=None)
    page = seated(ann).get("/lobby").content.decode()
    assert page.count("not connected") == 1
