"""Single sign-on: off without an issuer; with one it opens accounts, or makes them when told."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialApp
from django.test import Client
from pytest_django import Settings

from game.models import User
from project.accounts import SingleSignOn
from project.checks import single_sign_on_is_whole
from tests.views.conftest import signed_in

pytestmark = pytest.mark.django_db
ISSUER = "https://id.example"
KNOWN = {
    f"{ISSUER}/.well-known/openid-configuration": {
        "issuer": ISSUER,
        "authorization_endpoint": f"{ISSUER}/authorize",
        "token_endpoint": f"{ISSUER}/token",
        "userinfo_endpoint": f"{ISSUER}/me",
    },
    f"{ISSUER}/token": {"access_token": "t", "token_type": "bearer"},
    f"{ISSUER}/me": {"sub": "42", "preferred_username": "gil", "email": "gil@example.org"},
}


class Answer:
    """What the issuer says at one of its addresses."""

    status_code = 200
    headers = {"content-type": "application/json"}

    def __init__(self, url: str) -> None:
        self.url = url

    def raise_for_status(self) -> None:
        pass

    def json(self) -> dict[str, str]:
        return KNOWN[self.url]


class Line:
    """A session that reaches the issuer only."""

    def __enter__(self) -> Line:
        return self

    def __exit__(self, *_: Any) -> None:
        pass

    def get(self, url: str, **_: Any) -> Answer:
        return Answer(url)

    def request(self, method: str, url: str, **_: Any) -> Answer:
        return Answer(url)


@pytest.fixture
def configured(settings: Settings) -> None:
    app = settings.OIDC | {
        "name": "House key",
        "client_id": "us",
        "secret": "s",
        "settings": {"server_url": ISSUER, "oauth_pkce_enabled": True},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}


@pytest.fixture
def issuer(configured: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SingleSignOn, "get_requests_session", lambda self: Line())


def go(browser: Client, process: str = "login") -> Any:
    """To the issuer, who knows the person, and back."""
    left = browser.post(f"/accounts/oidc/oidc/?process={process}")
    to = left["Refresh"].removeprefix("0; url=")
    assert to.startswith(f"{ISSUER}/authorize?")
    state = parse_qs(urlsplit(to).query)["state"][0]
    return browser.get("/accounts/oidc/oidc/back/", {"code": "c", "state": state})


def is_in(browser: Client) -> bool:
    return browser.get("/ctl").status_code == 200


def test_it_is_offered_only_when_it_is_configured(facilitator: User) -> None:
    SocialApp.objects.create(provider="openid_connect", provider_id="oidc", client_id="x")
    assert "oidc" not in Client().get("/sign-in").content.decode()
    assert Client().post("/accounts/oidc/oidc/").status_code == 404


@pytest.mark.usefixtures("issuer")
def test_it_is_offered_by_the_name_that_it_was_given(facilitator: User) -> None:
    assert "Sign in with House key" in Client().get("/sign-in").content.decode()
    assert "Connect with House key" in signed_in(facilitator).get("/account").content.decode()


@pytest.mark.usefixtures("issuer")
def test_a_stranger_whom_the_issuer_knows_gets_no_account() -> None:
    browser = Client()
    assert "by invitation" in go(browser).content.decode()
    assert not is_in(browser)
    assert not User.objects.exists()


@pytest.mark.usefixtures("issuer")
def test_it_makes_accounts_when_it_is_told_to(settings: Settings) -> None:
    settings.OIDC_SIGNUP = True
    browser = Client()
    assert go(browser).url == "/ctl"
    assert is_in(browser)
    gil = User.objects.get()
    assert (gil.username, gil.is_staff, gil.has_usable_password()) == ("gil", False, False)


@pytest.mark.usefixtures("issuer")
def test_it_takes_nobodys_address_over(settings: Settings) -> None:
    settings.OIDC_SIGNUP = True
    User.objects.create_user("other", "Gil@example.org")
    browser = Client()
    assert "by invitation" in go(browser).content.decode()
    assert not is_in(browser)
    assert User.objects.count() == 1


@pytest.mark.usefixtures("issuer")
def test_who_connects_an_account_signs_in_with_it(facilitator: User) -> None:
    browser = signed_in(facilitator)
    assert go(browser, "connect").status_code == 302
    assert "Connected with House key" in browser.get("/account").content.decode()
    fresh = Client()
    assert go(fresh).url == "/ctl"
    assert fresh.get("/account").context["user"] == facilitator


@pytest.mark.usefixtures("issuer")
def test_an_answer_that_nobody_asked_for_opens_nothing(facilitator: User) -> None:
    SocialAccount.objects.create(user=facilitator, provider="oidc", uid="42")
    browser = Client()
    browser.get("/accounts/oidc/oidc/back/", {"code": "c", "state": "made up"})
    assert not is_in(browser)


@pytest.mark.usefixtures("configured")
def test_an_issuer_that_does_not_answer_is_said(settings: Settings) -> None:
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    apps[0]["settings"]["server_url"] = "http://127.0.0.1:9"
    answer = Client().post("/accounts/oidc/oidc/")
    assert answer.status_code == 503
    assert "does not answer" in answer.content.decode()


def test_half_an_issuer_is_refused_at_the_start(settings: Settings) -> None:
    assert single_sign_on_is_whole() == []
    settings.OIDC_ISSUER = ISSUER
    assert "OIDC_CLIENT_ID" in str(single_sign_on_is_whole()[0].msg)
