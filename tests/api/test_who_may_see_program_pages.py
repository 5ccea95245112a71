"""The pages about programs: who sees and who posts. Held against their addresses."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse

from game import live
from game.models import Exercise, Participant, User, Webhook
from game.runtime import tokens
from tests.api.conftest import Program

pytestmark = pytest.mark.django_db


def browsers(running: Exercise, ann: Participant) -> dict[str, Client]:
    player, answer = Client(), HttpResponse()
    live.write_cookie(answer, ann.secret)
    player.cookies = answer.cookies
    found = {"nobody": Client(), "player": player}
    for who, user in {
        "owner": running.owner,
        "other facilitator": User.objects.create_user("eve"),
    }.items():
        found[who] = Client()
        found[who].force_login(user)
    return found


def page(nobody: int, player: int, owner: int, other: int) -> dict[str, int]:
    return {"nobody": nobody, "player": player, "owner": owner, "other facilitator": other}


PAGES = {
    "tokens": page(302, 302, 200, 200),
    "hooks": page(302, 302, 200, 200),
    "import_exercise": page(302, 302, 200, 200),
    "exports": page(302, 302, 200, 404),
    "export": page(302, 302, 409, 404),
    "export_whole": page(302, 302, 409, 404),
    "seat_token": page(302, 200, 302, 302),
}
POSTS = {
    "token_revoke": page(302, 302, 302, 404),
    "hook_act": page(302, 302, 302, 404),
}


def address(name: str, running: Exercise) -> str:
    token, _plain = tokens.issue(running.owner, "one", [tokens.READ])
    hook = Webhook.objects.create(user=running.owner, url="https://example.org", secret="x")
    args = {
        "exports": [running.pk],
        "export": [running.pk, "log", "csv"],
        "export_whole": [running.pk],
        "token_revoke": [token.pk],
        "hook_act": [hook.pk, "switch"],
    }
    return reverse(name, args=args.get(name, []))


def test_every_page_is_in_the_table() -> None:
    resolver = get_resolver("game.views.program_urls")
    assert {n for n in resolver.reverse_dict if isinstance(n, str)} == PAGES.keys() | POSTS.keys()


@pytest.mark.parametrize("name", PAGES)
def test_reading_a_page(name: str, running: Exercise, ann: Participant) -> None:
    here = address(name, running)
    got = {who: one.get(here).status_code for who, one in browsers(running, ann).items()}
    assert got == PAGES[name]


@pytest.mark.parametrize("name", POSTS)
def test_posting_to_a_page(name: str, running: Exercise, ann: Participant) -> None:
    here = address(name, running)
    got = {who: one.post(here).status_code for who, one in browsers(running, ann).items()}
    assert got == POSTS[name]


def test_a_token_is_shown_once(running: Exercise, ann: Participant) -> None:
    browser = browsers(running, ann)["owner"]
    sent = {"name": "grafana", "scopes": [tokens.READ]}
    made = browser.post("/ctl/tokens", sent).content.decode()
    plain = made.split("<code>es_")[1].split("<")[0]
    assert Program(f"es_{plain}").get("/exercises").status_code == 200
    later = browser.get("/ctl/tokens").content.decode()
    assert "grafana" in later
    assert plain not in later
