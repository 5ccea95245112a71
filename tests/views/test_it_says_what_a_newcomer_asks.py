"""What a newcomer stumbled over stays mended."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from game import clock, runtime
from game.models import Exercise, Participant
from game.views import offers, screens, story
from tests.views.conftest import seated, signed_in

pytestmark = pytest.mark.django_db

SCORE = {
    "version": 1,
    "total": 358,
    "signed": 358,
    "max": 1000,
    "standard_error": 0,
    "service": 0.873,
    "parts": [
        {"key": key, "title": key, "value": 0.5, "points": 1, "max": 2, "lines": []}
        for key in "FCGDP"
    ],
    "waterfall": [
        {"part": "D", "text": "late", "points": 642, "left": 358, "seq": 3, "step": 5400}
    ],
}
LOSSES = {"loss_usd": 82_000_000, "loss_intraday_usd": 1, "loss_block_usd": 1}
OTHERS = {who: {"loss_usd": 1, "total": 2} for who in ("do_nothing", "history", "oracle")}
BELIEFS = {"truth": "something", "samples": [], "guilty": "", "others": ""}
RESULT = {**LOSSES, **OTHERS, "curve": [], "timeline": [], "beliefs": BELIEFS, "score": SCORE}


def words(page: Any) -> str:
    """The page's text with its white space folded."""
    return " ".join(re.sub(r"<[^>]*>", "", page.content.decode()).split())


def ended(exercise: Exercise, monkeypatch: pytest.MonkeyPatch, body: dict[str, Any]) -> None:
    """An exercise whose result is this."""
    now = clock.now()
    Exercise.objects.filter(pk=exercise.pk).update(
        state=Exercise.State.ENDED, started=now, ended=now
    )
    monkeypatch.setattr(runtime, "result", lambda team: body)
    monkeypatch.setattr(runtime, "results", lambda of: [(of.team_set.first(), body)])


def test_the_clock_says_how_fast_it_runs(running: Exercise, ann: Participant) -> None:
    runtime.set_speed(running, running.owner, 60)
    page = seated(ann).get("/play").content.decode()
    assert re.search(r'id="pace-chip"[^>]*per second" >×60<', page)
    assert "Times are simulated: at ×60 a minute takes 1 s." in page
    runtime.pause(running, running.owner)
    page = seated(ann).get("/play").content.decode()
    assert re.search(r'id="pace-chip"[^>]*data-off', page)
    assert "◆ Paused</span>" in page


def test_the_waiting_room_says_things_once_and_explains_the_words(ann: Participant) -> None:
    page = words(seated(ann).get("/lobby"))
    assert page.count("eight servers") == 1
    assert page.count("16:00") == 1
    for term in ("Parent order", "Child order", "Heartbeat", "Drop copy", "Account 33", "PMON"):
        assert term in page


def test_the_result_says_what_of_how_much(
    running: Exercise, ann: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended(running, monkeypatch, RESULT)
    page = words(seated(ann).get("/result"))
    assert "Team Blue: an expected loss of $82.0M" in page
    assert "358 of 1000 points" in page
    assert "Only a declaration counts." in page
    assert "Play again" not in page
    ended(running, monkeypatch, RESULT | {"loss_usd": -5})
    assert "Team Blue: no expected loss" in words(seated(ann).get("/result"))


def test_all_results_say_who_was_served(running: Exercise, monkeypatch: pytest.MonkeyPatch) -> None:
    ended(running, monkeypatch, RESULT)
    page = words(signed_in(running.owner).get(f"/ctl/{running.pk}/results"))
    assert "Clients served" in page
    assert "87 %" in page


def test_alone_one_may_choose_what_to_practise() -> None:
    browser = Client()
    assert "Choose the level, or what is wrong" in words(browser.get("/"))
    assert browser.post("/solo", {"level": "cadet", "variant": "v4"}).url == "/lobby"
    exercise = Exercise.objects.get()
    assert (exercise.level, exercise.variant, exercise.ranked) == ("cadet", "v4", False)
    assert "Practice: A quiet day" in words(browser.get("/lobby"))
    browser.post("/solo", {"level": "master", "variant": ""})
    assert "Practice:" not in words(browser.get("/lobby"))


def test_what_nobody_offers_is_refused_and_the_choice_is_kept() -> None:
    answer = Client().post("/solo", {"level": "master", "variant": "v99"})
    assert answer.status_code == 422
    assert '<option value="master" selected>' in answer.content.decode()
    assert not Exercise.objects.exists()


def test_on_a_quiet_day_the_result_asks_for_no_declaration(
    running: Exercise, ann: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended(running, monkeypatch, RESULT | {"score": SCORE | {"quiet": True}})
    page = words(seated(ann).get("/result"))
    assert "Nothing had to be declared" in page
    assert "Nothing had to be contained" in page
    assert "Only a declaration counts." not in page


def test_alone_one_may_play_again(monkeypatch: pytest.MonkeyPatch) -> None:
    browser = Client()
    browser.post("/solo")
    ended(Exercise.objects.get(), monkeypatch, RESULT)
    assert "Play again" in words(browser.get("/result"))


def test_orders_keep_their_place_when_they_turn_grey(running: Exercise, ann: Participant) -> None:
    look = runtime.look(ann.team)
    shown = [
        offer["name"] for group in screens.context(look, ann)["offers"] for offer in group["offers"]
    ]
    groups = [key for key, _title in offers.groups()]
    theirs = sorted(look.view.offers, key=lambda offer: groups.index(offer.group))
    assert shown == [offer.name for offer in theirs if offer.name not in offers.BY_ITSELF]


def test_where_a_result_lies_the_log_opens_it() -> None:
    assert story.linked("done", "Read. The result is under Evidence.")["link"] == "Evidence"
    assert story.linked("ordered", "Cite Evidence") == {"words": "Cite Evidence"}


def test_the_afternoon_is_not_skipped_in_the_morning(running: Exercise) -> None:
    page = signed_in(running.owner).get(f"/ctl/{running.pk}/teams").content.decode()
    assert 'disabled aria-describedby="why-skip"' in page


def test_a_new_name_reaches_the_desk(
    running: Exercise, ann: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, str, str]] = []
    monkeypatch.setattr("game.live.hub.publish", lambda *message: told.append(message))
    sent = {"participant": ann.pk, "name": " Anna "}
    signed_in(running.owner).post(f"/ctl/{running.pk}/rename", sent)
    [(topic, _kind, message)] = told
    assert topic == f"team:{ann.team_id}"
    assert json.loads(message) == {"t": "name", "person": ann.pk, "name": "Anna"}
