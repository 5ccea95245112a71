"""Accounts: a password, a second factor, a way back in, and nobody who was not invited."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from game.models import Audit, Exercise, Invitation, User
from game.runtime import accounts, crew
from project.accounts import SecondFactor
from tests.views.conftest import signed_in

pytestmark = pytest.mark.django_db
WORD = "a long enough word"
NEW_WORD = "quite another word 7"


def code(secret: str, steps: int = 0) -> str:
    """The six digits of RFC 6238 for now, or for so many half minutes from now."""
    count = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.new(base64.b32decode(secret), count, hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def enter(browser: Client, name: str = "fay", word: str = WORD, to: str = "") -> Any:
    return browser.post("/sign-in", {"login": name, "password": word, "next": to})


def is_in(browser: Client) -> bool:
    return browser.get("/ctl").status_code == 200


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def fay(facilitator: User) -> User:
    """A facilitator with a password and a confirmed address."""
    facilitator.set_password(WORD)
    facilitator.email = "fay@example.org"
    facilitator.save()
    facilitator.emailaddress_set.create(email=facilitator.email, primary=True, verified=True)
    return facilitator


@pytest.fixture
def guarded(fay: User, django_capture_on_commit_callbacks: Any) -> str:
    """The key of fay's second factor, set up as a person does it."""
    browser = Client()
    enter(browser)
    assert "/reauthenticate/" in browser.get("/accounts/2fa/app/").url
    browser.post("/accounts/reauthenticate/", {"password": WORD})
    page = browser.get("/accounts/2fa/app/")
    key: str = page.context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        done = browser.post("/accounts/2fa/app/", {"code": code(key)})
    assert done.url == "/accounts/2fa/codes/"
    return key


@pytest.fixture
def with_mail(settings: Settings) -> None:
    settings.MAIL = True


def test_one_signs_in_by_name_or_address(fay: User) -> None:
    for name in ("fay", "FAY", "fay@example.org"):
        browser = Client()
        assert enter(browser, name).url == "/ctl"
        assert is_in(browser)


def test_a_wrong_password_is_refused_and_leads_nowhere(fay: User) -> None:
    browser = Client()
    assert "do not fit" in enter(browser, word="wrong").content.decode()
    assert not is_in(browser)
    assert enter(browser, to="https://evil.example/").url == "/ctl"


def test_after_five_wrong_ones_the_right_one_waits_but_not_elsewhere(fay: User) -> None:
    browser, elsewhere = Client(), Client(REMOTE_ADDR="192.0.2.9")
    for _ in range(5):
        enter(browser, word="wrong")
    assert "quarter of an hour" in enter(browser).content.decode()
    assert enter(elsewhere).url == "/ctl"


def test_a_second_factor_is_asked_for_and_a_wrong_code_refused(guarded: str) -> None:
    browser = Client()
    assert enter(browser).url == "/accounts/2fa/authenticate/"
    assert not is_in(browser)
    wrong = browser.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "not right" in wrong.content.decode()
    assert not is_in(browser)
    assert browser.post("/accounts/2fa/authenticate/", {"code": code(guarded, 1)}).url == "/ctl"
    assert is_in(browser)


def test_a_recovery_code_opens_once(guarded: str, fay: User) -> None:
    spare = fay.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()[0]
    for opens in (True, False):
        browser = Client()
        enter(browser)
        browser.post("/accounts/2fa/authenticate/", {"code": spare})
        assert is_in(browser) is opens


def test_nobody_skips_the_code_by_asking_for_the_page_behind_it(guarded: str) -> None:
    browser = Client()
    enter(browser, to="/account")
    for page in ("/account", "/admin/", "/accounts/password/change/", "/accounts/2fa/codes/"):
        last, _status = browser.get(page, follow=True).redirect_chain[-1]
        assert last == "/accounts/2fa/authenticate/"


def test_a_factors_secret_is_not_readable_in_the_database(guarded: str, fay: User) -> None:
    kept = fay.authenticator_set.get(type="totp").data["secret"]
    assert guarded not in kept
    assert SecondFactor().decrypt(kept) == guarded


def test_under_another_key_no_code_fits(settings: Settings) -> None:
    kept = SecondFactor().encrypt("JBSWY3DPEHPK3PXP")
    settings.SECRET_KEY = "another one"
    assert SecondFactor().decrypt(kept) not in ("", "JBSWY3DPEHPK3PXP")


def test_the_picture_of_the_key_is_ours_and_allowed_by_the_policy(fay: User) -> None:
    browser = signed_in(User.objects.create_user("gil"))
    page = browser.get("/accounts/2fa/app/")
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    assert "img-src 'self' data:" in page["Content-Security-Policy"]


def test_switching_it_off_asks_for_the_password_again(guarded: str) -> None:
    browser = Client()
    enter(browser)
    browser.post("/accounts/2fa/authenticate/", {"code": code(guarded, 1)})
    assert "reauthenticate" in browser.post("/accounts/2fa/app/off/").url
    assert Authenticator.objects.filter(type="totp").exists()


@pytest.mark.usefixtures("with_mail")
def test_a_forgotten_password_is_replaced_by_a_link_that_is_mailed(fay: User) -> None:
    browser = Client()
    browser.post("/accounts/password/reset/", {"email": "Fay@example.org"}, HTTP_HOST="testserver")
    (sent,) = mail.outbox
    assert sent.to == ["fay@example.org"]
    link = re.search(r"http://127\.0\.0\.1:8000(/\S+)", sent.body)
    assert link
    form = browser.get(link[1], follow=True)
    assert link[1].split("-")[-1] not in form.redirect_chain[-1][0]
    sent_form = {"password1": NEW_WORD, "password2": NEW_WORD}
    browser.post(form.redirect_chain[-1][0], sent_form)
    assert enter(Client(), word=NEW_WORD).url == "/ctl"
    assert "not open any more" in Client().get(link[1], follow=True).content.decode()


@pytest.mark.usefixtures("with_mail")
def test_an_unknown_address_gets_the_same_answer_and_no_mail(fay: User) -> None:
    known, unknown = (
        Client().post("/accounts/password/reset/", {"email": f"{name}@example.org"})
        for name in ("fay", "nobody")
    )
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert len(mail.outbox) == 1


def test_without_mail_the_page_says_who_can_help(fay: User) -> None:
    page = Client().get("/accounts/password/reset/").content.decode()
    assert "sends no mail" in page
    assert "reset_link" in page
    assert Client().post("/accounts/password/reset/", {"email": fay.email}).status_code == 409
    assert mail.outbox == []


@pytest.mark.usefixtures("with_mail")
def test_a_mail_server_that_is_away_is_said(fay: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(self: Any, messages: Any) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", away)
    answer = Client().post("/accounts/password/reset/", {"email": fay.email})
    assert answer.status_code == 503
    assert "not sent" in answer.content.decode()


def test_the_server_prints_a_link_and_can_switch_the_factor_off(
    guarded: str, fay: User, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("reset_link", "Fay", second_factor_off=True)
    link = capsys.readouterr().out.strip().partition("8000")[2]
    browser = Client()
    to = browser.get(link).url
    assert browser.post(to, {"password1": NEW_WORD, "password2": NEW_WORD}).status_code == 302
    assert enter(browser, word=NEW_WORD).url == "/ctl"
    with pytest.raises(CommandError, match="No active account"):
        call_command("reset_link", "nobody")


@pytest.mark.usefixtures("with_mail")
def test_a_new_address_counts_when_its_owner_has_confirmed_it(fay: User) -> None:
    browser = Client()
    enter(browser)
    browser.post("/accounts/reauthenticate/", {"password": WORD})
    browser.post("/accounts/email/", {"action_add": "", "email": "new@example.org"})
    fay.refresh_from_db()
    assert fay.email == "fay@example.org"
    path = re.search(r"/accounts/confirm-email/\S+", mail.outbox[-1].body)
    assert path
    browser.post(path[0])
    fay.refresh_from_db()
    assert fay.email == "new@example.org"


def test_there_is_no_open_sign_up() -> None:
    sent = {"username": "mallory", "password1": NEW_WORD, "password2": NEW_WORD}
    for page in ("/accounts/signup/", "/accounts/sso/signup/"):
        assert "by invitation" in Client().get(page).content.decode()
        assert Client().post(page, sent).status_code == 405
    assert not User.objects.exists()


def test_an_invitation_makes_one_account(fay: User) -> None:
    page = signed_in(fay).post("/account/invite", {"email": "gil@example.org"})
    link = re.search(r"/invited/[\w-]+", page.content.decode())
    assert link
    guest, late = Client(), Client()
    assert "fay invites you" in guest.get(link[0]).content.decode()
    assert guest.post(link[0], {"username": "gil", "password": WORD}).url == "/account"
    assert is_in(guest)
    gil = User.objects.get(username="gil")
    assert (gil.email, gil.is_staff) == ("gil@example.org", False)
    assert not Invitation.objects.exclude(email="").exists()
    assert late.post(link[0], {"username": "max", "password": WORD}).status_code == 404
    assert list(User.objects.values_list("username", flat=True).order_by("pk")) == ["fay", "gil"]


def test_a_taken_name_or_a_weak_password_costs_no_invitation(fay: User) -> None:
    link = f"/invited/{accounts.invite(fay)}"
    assert Client().post(link, {"username": "FAY", "password": WORD}).status_code == 422
    assert Client().post(link, {"username": "gil", "password": "12345678"}).status_code == 422
    assert Client().post(link, {"username": "gil", "password": WORD}).status_code == 302


def test_an_old_or_withdrawn_invitation_opens_nothing(fay: User) -> None:
    browser, tokens = signed_in(fay), [accounts.invite(fay), accounts.invite(fay)]
    first, second = accounts.open_of(fay)
    assert browser.post(f"/account/invitations/{second.pk}/withdraw").url == "/account"
    late = first.created - timedelta(days=crew.LIFE_DAYS)
    Invitation.objects.filter(pk=first.pk).update(created=late)
    assert [Client().get(f"/invited/{token}").status_code for token in tokens] == [404, 404]


def test_nobody_withdraws_what_others_gave(fay: User, exercise: Exercise) -> None:
    accounts.invite(fay)
    (row,) = accounts.open_of(fay)
    eve = signed_in(User.objects.create_user("eve"))
    assert eve.post(f"/account/invitations/{row.pk}/withdraw").status_code == 404
    assert accounts.open_of(fay) == [row]


@pytest.mark.usefixtures("with_mail")
def test_an_invitation_is_mailed_where_mail_is_sent(fay: User) -> None:
    page = signed_in(fay).post("/account/invite", {"email": "gil@example.org"})
    assert "Mailed to gil@example.org" in page.content.decode()
    assert "/invited/" in mail.outbox[0].body


def test_the_admin_is_behind_the_same_door(guarded: str, fay: User) -> None:
    User.objects.update(is_staff=True, is_superuser=True)
    browser = Client()
    assert browser.get("/admin/", follow=True).redirect_chain[-1][0] == "/sign-in?next=/admin/"
    enter(browser, to="/admin/")
    assert browser.get("/admin/").status_code == 302
    answer = browser.post("/accounts/2fa/authenticate/", {"code": code(guarded, 1)})
    assert answer.url == "/admin/"
    assert browser.get("/admin/").status_code == 200


def test_the_admin_asks_for_a_second_factor_when_it_is_told_to(settings: Settings) -> None:
    settings.ADMIN_NEEDS_SECOND_FACTOR = True
    root = signed_in(User.objects.create_superuser("root"))
    page = root.get("/admin/", follow=True)
    assert page.redirect_chain[-1][0] == "/account"
    assert "second factor: set one up" in page.content.decode()


def test_the_one_time_link_still_opens_and_leads_to_a_password(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("facilitator_link")
    browser = Client()
    assert browser.get(capsys.readouterr().out.strip().partition("8000")[2]).url == "/ctl"
    assert "Choose a password" in browser.get("/account").content.decode()
    browser.post("/accounts/password/set/", {"password1": WORD, "password2": WORD})
    assert is_in(browser)
    assert enter(Client(), "facilitator").url == "/ctl"


def test_what_happens_to_an_account_is_in_the_audit(guarded: str, fay: User) -> None:
    enter(Client(), word="wrong")
    what = set(Audit.objects.filter(about=f"user {fay.pk}").values_list("what", flat=True))
    assert {"user.second_factor.added", "signin", "signin.failed"} <= what
