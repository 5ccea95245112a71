"""For every address and method of accounts: what strangers get, and who is signed in."""

from __future__ import annotations

import copy

import pytest
from django.test import Client
from django.urls import reverse

from game.models import Exercise, Team
from tests import walk
from tests.kinds import ASKED, EVERYBODY, SIGNED_IN, Outcome, Table, differences, outcome
from tests.views import asking

pytestmark = pytest.mark.django_db


def page(strangers: Outcome, signed_in: Outcome) -> dict[str, Outcome]:
    return {who: signed_in if who in SIGNED_IN else strangers for who in EVERYBODY}


# allauth's pages, without mail and with single sign-on being off.
A, SECOND, PASSWORD = "/accounts", "/accounts/2fa", "/accounts/password"
RESET = f"{PASSWORD}/reset/key/{{uidb36}}-{{key}}/"
ACCOUNTS: Table = {
    f"GET {A}/login/": page(ASKED, ASKED),
    f"POST {A}/login/": page(ASKED, ASKED),
    f"GET {A}/signup/": page(200, 200),  # says that accounts come by invitation
    f"GET {A}/inactive/": page(200, 200),
    f"GET {A}/reauthenticate/": page(ASKED, 403),
    f"POST {A}/reauthenticate/": page(ASKED, 403),
    f"GET {A}/email/": page(ASKED, 200),
    f"POST {A}/email/": page(ASKED, 409),
    f"GET {A}/confirm-email/{{key}}/": page(200, 200),
    f"POST {A}/confirm-email/{{key}}/": page(404, 404),
    f"GET {PASSWORD}/change/": page(ASKED, 302),
    f"POST {PASSWORD}/change/": page(ASKED, 302),
    f"GET {PASSWORD}/set/": page(ASKED, 200),
    f"POST {PASSWORD}/set/": page(ASKED, 200),
    f"GET {PASSWORD}/reset/": page(200, 200),
    f"POST {PASSWORD}/reset/": page(409, 409),
    f"GET {PASSWORD}/reset/done/": page(200, 200),
    f"GET {RESET}": page(200, 200),  # a link that opens nothing
    f"POST {RESET}": page(200, 200),
    f"GET {PASSWORD}/reset/key/done/": page(200, 200),
    f"GET {SECOND}/": page(302, 302),  # to the account's page
    f"POST {SECOND}/": page(302, 302),
    f"GET {SECOND}/authenticate/": page(302, 302),  # nobody has given a password only
    f"POST {SECOND}/authenticate/": page(302, 302),
    f"GET {SECOND}/reauthenticate/": page(ASKED, 403),
    f"POST {SECOND}/reauthenticate/": page(ASKED, 403),
    f"GET {SECOND}/app/": page(ASKED, 200),
    f"POST {SECOND}/app/": page(ASKED, 200),
    f"GET {SECOND}/app/off/": page(ASKED, 404),
    f"POST {SECOND}/app/off/": page(ASKED, 404),
    f"GET {SECOND}/codes/": page(ASKED, 404),
    f"GET {SECOND}/codes/file/": page(ASKED, 404),
    f"GET {SECOND}/codes/new/": page(ASKED, 200),
    f"POST {SECOND}/codes/new/": page(ASKED, 200),
    f"GET {A}/oidc/{{provider_id}}/": page(404, 404),
    f"POST {A}/oidc/{{provider_id}}/": page(404, 404),
    f"GET {A}/oidc/{{provider_id}}/back/": page(404, 404),
    f"POST {A}/oidc/{{provider_id}}/back/": page(404, 404),
    f"GET {A}/sso/": page(ASKED, 404),
    f"POST {A}/sso/": page(ASKED, 404),
    f"GET {A}/sso/cancelled/": page(404, 404),
    f"GET {A}/sso/error/": page(404, 404),
    f"GET {A}/sso/signup/": page(200, 200),
}


def test_whose_account_it_is(running: Exercise, blue: Team, browsers: dict[str, Client]) -> None:
    known = asking.names(running, blue)
    jars = {who: copy.deepcopy(browser.cookies) for who, browser in browsers.items()}
    got: Table = {door: {} for door in ACCOUNTS}
    for door in ACCOUNTS:
        for who in EVERYBODY:
            answer = asking.ask(door, browsers[who], jars[who], known)
            got[door][who] = outcome(answer)
            if answer.status_code == 200:
                assert "no-store" in answer["Cache-Control"], door
    assert differences(got, ACCOUNTS) == {}


def test_who_is_asked_to_sign_in_comes_to_the_sign_in(browsers: dict[str, Client]) -> None:
    for door, codes in ACCOUNTS.items():
        if door.startswith("GET") and codes["nobody"] == ASKED and "{" not in door:
            answer = browsers["nobody"].get(door.partition(" ")[2], follow=True)
            assert answer.redirect_chain[-1][0].startswith(reverse("sign_in"))


def test_every_door_of_accounts_is_in_the_table() -> None:
    assert {door for door in walk.doors() if f" {A}/" in door} == ACCOUNTS.keys()
