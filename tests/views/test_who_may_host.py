"""Who was invited to help does what their part in a room gives, and makes nothing of their own."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from game import runtime
from game.models import Audit, Crew, Exercise, Invitation, User
from game.runtime import accounts, crew, schedule, tokens, wholes
from tests.conftest import form_of
from tests.views.conftest import signed_in

pytestmark = pytest.mark.django_db
ACCOUNT = {"username": "olga", "password": "a-long-word-of-mine-9"}


def follow(exercise: Exercise, role: str) -> Client:
    """Somebody without an account follows an invitation to the crew."""
    token = crew.invite(exercise, role, exercise.owner)
    browser = Client()
    assert browser.post(f"/invited/{token}", ACCOUNT).status_code == 302
    return browser


@pytest.mark.parametrize("role", ["observer", "cohost"])
def test_who_was_invited_to_help_makes_nothing_of_their_own(role: str, exercise: Exercise) -> None:
    browser = follow(exercise, role)
    user = User.objects.get(username="olga")
    assert not user.hosts
    before = (Exercise.objects.count(), Invitation.objects.count())
    file = SimpleUploadedFile("exercise.json", b"{}")
    posts = {"/ctl": {}, "/account/invite": {}, "/ctl/import": {"file": file}}
    for address, sent in posts.items():
        answer = browser.post(address, sent)
        assert (address, answer.status_code) == (address, 403)
        assert "Your account helps in the exercises of others" in answer.content.decode()
    assert browser.get("/ctl/import").status_code == 403
    assert browser.post(f"/ctl/{exercise.pk}/clone").status_code == 403
    assert (Exercise.objects.count(), Invitation.objects.count()) == before


def test_their_pages_offer_none_of_it(exercise: Exercise) -> None:
    browser = follow(exercise, "observer")
    list_, account = (browser.get(page).content.decode() for page in ("/ctl", "/account"))
    assert exercise.name in list_
    for gone in ("New exercise", "/ctl/import", "/clone"):
        assert gone not in list_
    assert "Invite a facilitator" not in account
    assert "/account/invite" not in account
    own = signed_in(exercise.owner).get("/ctl").content.decode()
    assert "New exercise" in own
    assert "/clone" in own


def test_they_do_what_their_part_gives(running: Exercise) -> None:
    watcher = follow(running, "observer")
    assert watcher.get(f"/ctl/{running.pk}").status_code == 200
    assert watcher.post(f"/ctl/{running.pk}/pause").status_code == 403
    Crew.objects.update(role="cohost")
    assert watcher.post(f"/ctl/{running.pk}/pause", {"reason": ""}).status_code == 200


def test_the_runtime_refuses_whoever_asks(exercise: Exercise) -> None:
    olga = User.objects.create_user("olga", may_host=False)
    asked = [
        lambda: runtime.create_exercise(olga, form_of("open")),  # type: ignore[arg-type]
        lambda: schedule.clone(exercise, olga),
        lambda: accounts.invite(olga),
        lambda: tokens.issue(olga, "x", [tokens.READ]),
        lambda: wholes.bring_in(None, olga),  # type: ignore[arg-type]
    ]
    for ask in asked:
        with pytest.raises(runtime.NotYours):
            ask()
    assert list(Exercise.objects.all()) == [exercise]


def test_a_token_is_good_for_what_its_owner_does(exercise: Exercise) -> None:
    """An observer's notes by program, a co-host's also runs and seats people."""
    olga = User.objects.create_user("olga", may_host=False)
    assert tokens.scopes_of(olga) == ()
    browser = signed_in(olga)
    assert browser.post("/ctl/tokens", {"name": "x", "scopes": [tokens.READ]}).status_code == 403
    row = Crew.objects.create(exercise=exercise, user=olga, role="observer")
    assert browser.post("/ctl/tokens", {"name": "x", "scopes": [tokens.READ]}).status_code == 200
    assert browser.post("/ctl/tokens", {"name": "x", "scopes": [tokens.PLAY]}).status_code == 422
    with pytest.raises(runtime.NotYours):
        tokens.issue(olga, "x", [tokens.PLAY])
    row.role = "cohost"
    row.save()
    assert tokens.scopes_of(olga) == tokens.FACILITATORS


def test_an_invitation_to_host_lifts_an_account_that_helps(exercise: Exercise) -> None:
    browser = follow(exercise, "observer")
    token = accounts.invite(exercise.owner)
    assert "Make your own exercises" in browser.get(f"/invited/{token}").content.decode()
    assert not User.objects.get(username="olga").may_host
    assert browser.post(f"/invited/{token}").url == "/ctl"
    assert User.objects.get(username="olga").may_host
    row = Audit.objects.get(what="account.admitted")
    assert (row.before, row.after) == ({"may_host": False}, {"may_host": True})
    assert Client().get(f"/invited/{token}").status_code == 404


def test_who_is_invited_to_host_hosts(exercise: Exercise) -> None:
    browser = Client()
    browser.post(f"/invited/{accounts.invite(exercise.owner)}", ACCOUNT)
    assert User.objects.get(username="olga").may_host
    assert "New exercise" in browser.get("/ctl").content.decode()


def test_an_invitation_of_who_hosts_no_longer_opens_nothing(exercise: Exercise) -> None:
    token = accounts.invite(exercise.owner)
    User.objects.filter(pk=exercise.owner.pk).update(may_host=False)
    assert Client().get(f"/invited/{token}").status_code == 404


def test_who_comes_by_the_one_time_link_hosts(db: None) -> None:
    assert runtime.open_door(runtime.new_door()).hosts  # type: ignore[union-attr]


def test_an_administrator_says_who_hosts_and_it_is_written_down(db: None) -> None:
    root, olga = User.objects.create_superuser("root"), User.objects.create_user("olga")
    browser, page = signed_in(root), f"/admin/game/user/{olga.pk}/change/"
    form = browser.get(page).context["adminform"].form
    sent = {name: form[name].value() or "" for name in form.fields if name != "may_host"}
    dated = {"last_login_0": "", "last_login_1": ""}
    answer = browser.post(page, {name: value for name, value in sent.items() if value} | dated)
    assert answer.status_code == 302
    assert not User.objects.get(pk=olga.pk).may_host
    row = Audit.objects.get(what="admin.changed", about=f"user {olga.pk}")
    assert (row.before["may_host"], row.after["may_host"]) == (True, False)
