"""For every address of accounts: what strangers get, and who is signed in. The pages of the project
itself stand in test_who_may_see_what."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from tests.views.test_who_may_see_what import ANYONE, SIGNED_IN

pytestmark = pytest.mark.django_db

# allauth's pages, single sign-on being off: what strangers get, and who is signed in.
ACCOUNTS = {
    "account_login": (302, 302),
    "account_signup": (200, 200),
    "account_inactive": (200, 200),
    "account_reauthenticate": (302, 403),
    "account_email": (302, 200),
    "account_confirm_email": (200, 200),
    "account_change_password": (302, 302),
    "account_set_password": (302, 200),
    "account_reset_password": (200, 200),
    "account_reset_password_done": (200, 200),
    "account_reset_password_from_key": (200, 200),
    "account_reset_password_from_key_done": (200, 200),
    "mfa_index": (302, 302),
    "mfa_authenticate": (302, 302),
    "mfa_reauthenticate": (302, 403),
    "mfa_activate_totp": (302, 200),
    "mfa_deactivate_totp": (302, 404),
    "mfa_view_recovery_codes": (302, 404),
    "mfa_generate_recovery_codes": (302, 200),
    "mfa_download_recovery_codes": (302, 404),
    "openid_connect_login": (404, 404),
    "openid_connect_callback": (404, 404),
    "socialaccount_connections": (302, 404),
    "socialaccount_login_cancelled": (404, 404),
    "socialaccount_login_error": (404, 404),
    "socialaccount_signup": (200, 200),
}
ACCOUNT_ARGS = {
    "account_confirm_email": ["nonsense"],
    "account_reset_password_from_key": ["1", "nonsense"],
    "openid_connect_login": ["oidc"],
    "openid_connect_callback": ["oidc"],
}


def test_every_page_of_accounts_is_in_the_table() -> None:
    patterns = get_resolver("project.account_urls").reverse_dict
    assert {name for name in patterns if isinstance(name, str)} == ACCOUNTS.keys()


@pytest.mark.parametrize("name", ACCOUNTS)
def test_whose_account_it_is(name: str, browsers: dict[str, Client]) -> None:
    page = reverse(name, args=ACCOUNT_ARGS.get(name))
    got = {who: browsers[who].get(page) for who in ANYONE}
    strangers, others = ACCOUNTS[name]
    assert {who: answer.status_code for who, answer in got.items()} == {
        who: others if who in SIGNED_IN else strangers for who in ANYONE
    }
    shown = [answer for answer in got.values() if answer.status_code == 200]
    assert all("no-store" in answer["Cache-Control"] for answer in shown)
    if strangers == 302:
        last, _status = browsers["nobody"].get(page, follow=True).redirect_chain[-1]
        assert last.startswith(reverse("sign_in"))
