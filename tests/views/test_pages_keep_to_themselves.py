"""What pages say of others: nothing of another team, no markup of a name, no token twice."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from game import runtime
from game.models import ApiToken, Exercise, Participant
from game.runtime import tokens
from tests.views.conftest import seated, signed_in

pytestmark = pytest.mark.django_db
SENT = {"key": "0123456789abcdef", "text": "rates look odd"}


def test_a_post_without_the_token_is_refused(running: Exercise, ann: Participant) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = seated(ann).cookies
    assert strict.post("/play/note", SENT).status_code == 403


def test_a_team_sees_nothing_of_the_other(
    running: Exercise, ann: Participant, browsers: dict[str, Client]
) -> None:
    runtime.note(ann.team, ann, "only for blue eyes", "key-of-ann-0001")
    pages = ["/play", "/play/pane/log", "/play/pane/incident", "/play/state"]
    seen = "".join(browsers["other team"].get(page).content.decode() for page in pages)
    assert "blue eyes" in browsers["player"].get("/play/pane/log").content.decode()
    assert "blue eyes" not in seen
    assert "Ann" not in seen


def test_a_players_log_file_is_that_of_the_own_team(
    running: Exercise, ann: Participant, gus: Participant
) -> None:
    runtime.note(ann.team, ann, "only for blue eyes", "key-of-ann-0001")
    runtime.note(gus.team, gus, "=HYPERLINK(1)", "key-of-gus-0001")
    runtime.end(running, running.owner)
    mine = seated(gus).get("/result/log.csv").content.decode()
    everyones = signed_in(running.owner).get(f"/ctl/{running.pk}/log.csv").content.decode()
    assert "blue eyes" not in mine
    assert "blue eyes" in everyones
    assert "'=HYPERLINK" in mine


def test_before_the_start_a_console_is_the_waiting_room(ann: Participant) -> None:
    browser = seated(ann)
    assert browser.get("/play").url == "/lobby"
    page = browser.get("/lobby").content.decode()
    assert "Ann" in page
    assert "begin" not in re.findall(r'action="([^"]*)"', page)


def test_names_are_text_and_nothing_else(exercise: Exercise, running: Exercise) -> None:
    team = exercise.team_set.get(name="Blue")
    person = runtime.join(exercise.code, "<img src=x>", team.pk)
    runtime.note(team, person, "<script>alert(1)</script>", "key-of-img-0001")
    pages = [seated(person).get(page).content.decode() for page in ("/play", "/play/pane/log")]
    pages.append(signed_in(running.owner).get(f"/ctl/{running.pk}").content.decode())
    assert not any("<img src=x" in page or "<script>alert" in page for page in pages)


def test_alone_a_player_starts_and_nobody_else_joins() -> None:
    browser = Client()
    assert browser.post("/solo").url == "/lobby"
    exercise = Exercise.objects.get()
    assert Client().get(f"/j/{exercise.code}").status_code == 422
    assert browser.post("/lobby/begin").url == "/play"
    assert browser.get("/play").status_code == 200


def test_a_token_is_shown_once(running: Exercise) -> None:
    browser = signed_in(running.owner)
    sent = {"name": "grafana", "scopes": [tokens.READ]}
    made = browser.post("/ctl/tokens", sent).content.decode()
    plain = made.split("<code>es_")[1].split("<")[0]
    assert tokens.recognise(f"es_{plain}") == ApiToken.objects.get()
    later = browser.get("/ctl/tokens").content.decode()
    assert "grafana" in later
    assert plain not in later
