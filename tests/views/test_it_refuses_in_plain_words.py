"""Refusals: with a status that says what kind, and words that say why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from game import runtime
from game.models import Exercise, LogEntry, Participant
from tests.views.conftest import seated, signed_in

pytestmark = pytest.mark.django_db
Press = Callable[..., Any]


def test_an_order_is_accepted_with_its_time(running: Exercise, press: Press) -> None:
    answer = press("sweep_hashes")
    assert answer.status_code == 200
    assert "Accepted 08:0" in answer.content.decode()
    assert "takes effect 08:0" in answer.content.decode()


def test_a_refusal_says_why(running: Exercise, press: Press) -> None:
    answer = press("restore", router="3")
    assert answer.status_code == 422
    assert "Refused:" in answer.content.decode()


def test_a_wrong_router_never_reaches_the_log(running: Exercise, press: Press) -> None:
    for router in ("0", "9", "x", ""):
        assert press("isolate", router=router).status_code == 422
    assert press("isolate").status_code == 422
    assert not LogEntry.objects.exists()


def test_a_press_without_a_key_is_refused(running: Exercise, press: Press) -> None:
    assert press("sweep_hashes", key="").status_code == 422
    assert press("sweep_hashes", key="<b>").status_code == 422


def test_the_same_key_is_one_order(running: Exercise, press: Press) -> None:
    answers = [press("isolate", router="2", key="key-of-press") for _ in range(3)]
    assert {answer.content for answer in answers} == {answers[0].content}
    assert LogEntry.objects.filter(kind="order").count() == 1


def test_the_same_key_for_something_else_is_a_conflict(running: Exercise, press: Press) -> None:
    press("isolate", router="2", key="key-of-press")
    assert press("isolate", router="3", key="key-of-press").status_code == 409


def test_an_unknown_action_or_pane_is_nothing(running: Exercise, press: Press) -> None:
    assert press("shout").status_code == 404
    assert press("__class__").status_code == 404


def test_nothing_is_ordered_in_a_pause(running: Exercise, press: Press) -> None:
    runtime.pause(running, running.owner, reason="coffee")
    answer = press("sweep_hashes")
    assert answer.status_code == 422
    assert "paused" in answer.content.decode()


def test_a_note_is_allowed_in_a_pause(running: Exercise, ann: Participant) -> None:
    runtime.pause(running, running.owner, reason="coffee")
    sent = {"key": "key-of-note", "text": "hm"}
    assert seated(ann).post("/play/note", sent).status_code == 200


def test_the_page_says_why_it_is_paused(running: Exercise, ann: Participant) -> None:
    runtime.pause(running, running.owner, reason="coffee")
    assert "coffee" in seated(ann).get("/play").content.decode()


def test_without_its_database_the_server_says_ask_again(
    running: Exercise, ann: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: Any) -> None:
        raise OperationalError

    monkeypatch.setattr(runtime, "look", away)
    answer = seated(ann).get("/play")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "2"


def test_wrong_codes_are_limited_and_right_ones_are_not(exercise: Exercise) -> None:
    browser = Client()
    wrong = [browser.post("/", {"code": "BXKR-7M4Q"}).status_code for _ in range(12)]
    assert wrong == [422] * 10 + [429] * 2
    assert browser.get("/j/BXKR7M4Q").status_code == 429
    right = [browser.post("/", {"code": exercise.code.lower()}).status_code for _ in range(40)]
    assert set(right) == {302}
    assert browser.get(f"/j/{exercise.code}").status_code == 200


def test_unknown_ended_and_locked_codes_read_the_same(exercise: Exercise) -> None:
    unknown = Client().get("/j/BXKR7M4Q").content.decode()
    runtime.set_late_joining(exercise, False, exercise.owner)
    runtime.start(exercise, exercise.owner)
    locked = Client().get(f"/j/{exercise.code}").content.decode()
    runtime.end(exercise, exercise.owner)
    ended = Client().get(f"/j/{exercise.code}").content.decode()
    words = "That code does not open an exercise"
    assert all(words in page for page in (unknown, locked, ended))
    assert exercise.name not in locked + ended


def test_the_facilitator_reads_why_not(exercise: Exercise) -> None:
    answer = signed_in(exercise.owner).post(f"/ctl/{exercise.pk}/pause")
    assert answer.status_code == 409
    assert answer.content.decode()


def test_the_facilitator_cannot_touch_people_of_others(
    exercise: Exercise, ann: Participant
) -> None:
    other, guest = runtime.solo()
    answer = signed_in(exercise.owner).post(f"/ctl/{exercise.pk}/remove", {"participant": guest.pk})
    assert answer.status_code == 404
    assert other.owner_id is None


def test_the_facilitator_renames_moves_and_removes(exercise: Exercise, ann: Participant) -> None:
    fay, green = signed_in(exercise.owner), exercise.team_set.get(name="Green")
    for verb, sent in (("rename", {"name": "Anna"}), ("move", {"team": green.pk}), ("remove", {})):
        answer = fay.post(f"/ctl/{exercise.pk}/{verb}", {"participant": ann.pk, **sent})
        assert answer.status_code == 200
    ann.refresh_from_db()
    assert (ann.name, ann.team_id, ann.removed) == ("Anna", green.pk, True)
