"""The administrator's pages: they show, they ask the runtime, and the audit knows."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from game import runtime, sim
from game.admin.audited import Audited
from game.models import (
    ApiToken,
    Audit,
    Board,
    Crew,
    Exercise,
    Expected,
    LogEntry,
    Organisation,
    Participant,
    Team,
    User,
    Webhook,
    Words,
)
from game.runtime import boards, crew, hooks, pad, roster, tokens
from tests.views.conftest import signed_in

pytestmark = pytest.mark.django_db
State = Exercise.State
INLINE = r"<script>|<style|\sstyle=|\son[a-z]+=\"|javascript:"


@pytest.fixture
def root(db: Any) -> User:
    return User.objects.create_superuser("root", password="a long enough word")


@pytest.fixture
def desk(root: User) -> Client:
    """The administrator's browser."""
    return signed_in(root)


@pytest.fixture
def lived(running: Exercise, ann: Participant, settings: Any) -> Exercise:
    """An exercise in which a row of nearly everything was written."""
    owner = running.owner
    settings.ALLOW_PRIVATE_HOOKS = True
    Organisation.objects.create(name="Harbour")
    roster.expect(running, [roster.Line("Ida", "Blue")], owner)
    crew.invite(running, "observer", owner)
    Crew.objects.create(exercise=running, user=User.objects.create_user("olga"), role="observer")
    tokens.seat(ann, "player")
    tokens.issue(owner, "mine", [tokens.READ])
    hooks.test(hooks.add(owner, "http://10.0.0.9/hook", ["result.ready"]))
    boards.of(running)
    runtime.note(ann.team, ann, "rates look odd", "key-of-ann-0001")
    pad.mark(ann.team, owner, pad.Press("calm", "IC", "quiet"))
    pad.rate(ann.team, owner, 1, "P")
    return running


def list_of(model: Any) -> str:
    return reverse(f"admin:game_{model._meta.model_name}_changelist")


def page_of(row: Any) -> str:
    return reverse(f"admin:game_{row._meta.model_name}_change", args=[row.pk])


def act(desk: Client, name: str, *rows: Any, **sent: Any) -> Any:
    """Choose rows of a list and an action."""
    chosen = {"action": name, "_selected_action": [row.pk for row in rows]}
    return desk.post(list_of(type(rows[0])), chosen | sent)


def rows_of(model: str) -> dict[str, int]:
    """What a form says of the rows below it: nothing new."""
    return {f"{model}_set-TOTAL_FORMS": 0, f"{model}_set-INITIAL_FORMS": 0}


# Pages


def test_every_list_and_every_row_opens(lived: Exercise, desk: Client) -> None:
    runtime.end(lived, lived.owner)
    runtime.finish(lived)
    for model in apps.get_app_config("game").get_models():
        assert desk.get(list_of(model), {"q": "a"}).status_code == 200, model
        for row in model._default_manager.all()[:2]:
            assert desk.get(page_of(row)).status_code == 200, row


def test_no_page_shows_a_secret(lived: Exercise, desk: Client) -> None:
    hidden = {lived.secret, Board.objects.get().key, Webhook.objects.get().secret}
    hidden |= set(Expected.objects.values_list("ticket", flat=True))
    hidden |= set(ApiToken.objects.values_list("digest", flat=True))
    hidden |= set(Participant.objects.values_list("secret", flat=True))
    hidden |= {user.password for user in User.objects.all() if user.has_usable_password()}
    for model in apps.get_app_config("game").get_models():
        pages = [list_of(model), *map(page_of, model._default_manager.all()[:3])]
        told = "".join(desk.get(page).content.decode() for page in pages)
        assert not [secret for secret in hidden if len(secret) > 8 and secret in told], model


def test_lists_ask_the_database_no_more_for_more_rows(
    lived: Exercise, desk: Client, django_assert_max_num_queries: Any
) -> None:
    for model in (Exercise, Team, Participant, LogEntry, Audit, Words):
        with django_assert_max_num_queries(25):
            desk.get(list_of(model))


def test_the_front_page_groups_what_there_is(lived: Exercise, desk: Client) -> None:
    page = desk.get(reverse("admin:index")).content.decode()
    for words in ("Exercises", "Records, read only", "People", "Leaderboards", "Programs"):
        assert words in page
    assert "Newest in the audit" in page
    assert 'css/admin.css"' in page


def test_pages_keep_the_policy_and_hold_nothing_inline(lived: Exercise, desk: Client) -> None:
    pages = [reverse("admin:index"), reverse("admin:scenarios"), list_of(Exercise), page_of(lived)]
    pages += [reverse("admin:game_crew_add"), reverse("admin:game_user_add")]
    for page in pages:
        answer = desk.get(page)
        assert "unsafe-inline" not in answer["Content-Security-Policy"]
        inline = re.findall(INLINE, answer.content.decode())
        assert (page, inline) == (page, [])


def test_an_exercise_leads_to_its_room_its_people_and_its_log(
    lived: Exercise, desk: Client, ann: Participant
) -> None:
    page = desk.get(page_of(lived)).content.decode()
    assert reverse("room", args=[lived.pk]) in page
    links = re.findall(r'href="(/admin/game/[a-z]+/\?[^"]+)"', page)
    assert len(links) > 8
    for link in links:
        assert desk.get(link.replace("&amp;", "&")).status_code == 200, link
    assert "rates look odd" not in page


def test_the_scenarios_say_that_their_check_is_clean(desk: Client) -> None:
    page = desk.get(reverse("admin:scenarios")).content.decode()
    assert page.count("The check is clean.") == len(sim.scenario_names())
    assert "knight-2012" in page


# Acts


def test_actions_ask_the_runtime(lived: Exercise, desk: Client, root: User) -> None:
    for name, what in (
        ("pause", "clock.pause"),
        ("resume", "clock.resume"),
        ("lock", "exercise.locked"),
        ("close_late", "late_joining"),
    ):
        assert act(desk, name, lived).status_code == 302
        assert Audit.objects.filter(what=what, user=root, exercise=lived).exists()
    row = Audit.objects.get(what="exercise.locked")
    assert (row.before, row.after) == ({"locked": False}, {"locked": True})


def test_ending_asks_first(lived: Exercise, desk: Client) -> None:
    page = act(desk, "end", lived).content.decode()
    assert "End now, for all teams?" in page
    lived.refresh_from_db()
    assert lived.state == State.RUNNING
    act(desk, "end", lived, confirmed="yes")
    lived.refresh_from_db()
    assert lived.state == State.ENDED


def test_what_the_runtime_refuses_is_said(lived: Exercise, desk: Client) -> None:
    page = desk.post(
        list_of(Exercise), {"action": "archive", "_selected_action": [lived.pk]}, follow=True
    )
    assert "It is running: end it first." in page.content.decode()
    lived.refresh_from_db()
    assert not lived.archived


def test_a_team_gets_another_name(lived: Exercise, desk: Client) -> None:
    team = lived.team_set.get(name="Blue")
    assert (
        "has that name"
        in desk.post(page_of(team), {"name": "green"} | rows_of("participant")).content.decode()
    )
    assert desk.post(page_of(team), {"name": "Heron"} | rows_of("participant")).status_code == 302
    row = Audit.objects.get(what="team.renamed")
    assert (row.before, row.after) == ({"name": "Blue"}, {"name": "Heron"})
    assert not Audit.objects.filter(what="admin.changed").exists()


def test_a_person_is_removed_let_back_and_renamed(
    lived: Exercise, desk: Client, ann: Participant
) -> None:
    act(desk, "remove", ann)
    assert Participant.objects.get(pk=ann.pk).removed
    act(desk, "readmit", ann)
    assert not Participant.objects.get(pk=ann.pk).removed
    desk.post(page_of(ann), {"name": "Anna", "removed": "on"} | rows_of("seat"))
    person = Participant.objects.get(pk=ann.pk)
    assert (person.name, person.removed) == ("Anna", False)


def test_erasing_says_what_goes_and_what_stays(
    lived: Exercise, desk: Client, ann: Participant, root: User
) -> None:
    page = act(desk, "forget", ann).content.decode()
    assert "Words that were typed: 2" in page or "Words that were typed: 1" in page
    assert "Results, scores and places, without people." in page
    refused = desk.post(
        list_of(Participant),
        {"action": "forget", "_selected_action": [ann.pk], "confirmed": "yes"},
        follow=True,
    )
    assert "The exercise is running: end it first." in refused.content.decode()
    runtime.end(lived, lived.owner)
    act(desk, "forget", ann, confirmed="yes")
    assert Participant.objects.get(pk=ann.pk).name == f"Person {ann.pk}"
    assert Audit.objects.get(what="person.erased").user == root
    assert "Ann" not in desk.get(page_of(ann)).content.decode()


def test_forgetting_an_exercise_waits_for_its_end(lived: Exercise, desk: Client) -> None:
    act(desk, "forget", lived, confirmed="yes")
    lived.refresh_from_db()
    assert lived.state == State.RUNNING
    assert Participant.objects.filter(name="Ann").exists()


def test_a_crew_role_is_given_and_taken(lived: Exercise, desk: Client) -> None:
    eve = User.objects.create_user("eve")
    add = reverse("admin:game_crew_add")
    sent = {"exercise": lived.pk, "user": eve.pk, "role": "cohost"}
    assert desk.post(add, sent).status_code == 302
    row = Crew.objects.get(user=eve)
    assert desk.post(page_of(row), {"role": "observer"}).status_code == 302
    assert Crew.objects.get(user=eve).role == "observer"
    assert desk.post(reverse("admin:game_crew_delete", args=[row.pk]), {"post": "yes"}).url
    rows = Audit.objects.filter(about=f"user {eve.pk}")
    told = [(one.what, one.before, one.after) for one in rows]
    assert told == [
        ("crew.dismissed", {"role": "observer"}, {}),
        ("crew.joined", {"role": "cohost"}, {"role": "observer"}),
        ("crew.joined", {}, {"role": "cohost"}),
    ]
    owner = {"exercise": lived.pk, "user": lived.owner_id, "role": "cohost"}
    assert "all rights already" in desk.post(add, owner).content.decode()


# The audit


def test_a_saved_row_is_audited_with_before_and_after(desk: Client, root: User) -> None:
    row = Organisation.objects.create(name="Harbour")
    desk.post(page_of(row), {"name": "Quay"} | rows_of("user"))
    told = Audit.objects.get(what="admin.changed")
    assert (told.user, told.about) == (root, f"organisation {row.pk}")
    assert (told.before, told.after) == ({"name": "Harbour"}, {"name": "Quay"})
    desk.post(reverse("admin:game_organisation_delete", args=[row.pk]), {"post": "yes"})
    assert Audit.objects.get(what="admin.deleted").before == {"name": "Quay"}


def test_an_account_is_audited_without_name_and_password(desk: Client) -> None:
    words = {"username": "fritz", "password1": "a long new word", "password2": "a long new word"}
    desk.post(reverse("admin:game_user_add"), {**words, "usable_password": "true"})
    user = User.objects.get(username="fritz")
    group = Group.objects.create(name="auditors")
    sent = {"username": "fritz", "email": "f@example.org", "groups": [group.pk], "is_staff": "on"}
    assert desk.post(page_of(user), sent).status_code == 302
    told = Audit.objects.filter(what="admin.changed").first()
    assert told.after["groups"] == [group.pk]
    assert told.after["is_staff"] is True
    change = reverse("admin:auth_user_password_change", args=[user.pk])
    other = {"password1": "quite another word", "password2": "quite another word"}
    desk.post(change, {**other, "usable_password": "true"})
    assert Audit.objects.filter(what="user.password", about=f"user {user.pk}").exists()
    everything = str(list(Audit.objects.values_list("before", "after", "detail")))
    assert "fritz" not in everything
    assert "f@example.org" not in everything
    assert "pbkdf2" not in everything


def test_a_history_is_what_the_audit_says(lived: Exercise, desk: Client) -> None:
    url = reverse("admin:game_exercise_history", args=[lived.pk])
    page = desk.get(url, follow=True).content.decode()
    assert "clock.start" in page
    assert "token.made" not in page.split("result_list")[1].split("</table>")[0]


def test_rows_of_the_audit_are_never_changed(lived: Exercise) -> None:
    row = Audit.objects.first()
    for change in (
        row.save,
        lambda: Audit.objects.update(what="x"),
        lambda: Audit.objects.filter(pk=row.pk).delete(),
    ):
        with pytest.raises(TypeError):
            change()


def test_the_audit_outlives_accounts_and_exercises(lived: Exercise) -> None:
    count = Audit.objects.count()
    runtime.audit(None, User.objects.create_user("gone"), "x")
    User.objects.get(username="gone").delete()
    assert Audit.objects.count() == count + 1


def test_sign_ins_and_failures_are_written_down(root: User) -> None:
    browser = Client()
    browser.post(reverse("sign_in"), {"login": "root", "password": "wrong"})
    browser.post(reverse("sign_in"), {"login": "my password", "password": "root"})
    browser.post(reverse("sign_in"), {"login": "root", "password": "a long enough word"})
    browser.post(reverse("sign_out"))
    told = list(Audit.objects.order_by("pk").values_list("what", "about"))
    mine = f"user {root.pk}"
    assert told == [
        ("signin.failed", mine),
        ("signin.failed", "nobody"),
        ("signin", mine),
        ("signout", mine),
    ]


# Who may


def test_staff_sees_only_what_it_was_given(lived: Exercise) -> None:
    clerk = User.objects.create_user("clerk", is_staff=True)
    clerk.user_permissions.add(Permission.objects.get(codename="view_exercise"))
    browser = signed_in(clerk)
    page = browser.get(list_of(Exercise)).content.decode()
    assert 'name="action"' not in page
    assert browser.get(list_of(Team)).status_code == 403
    act(browser, "pause", lived)
    assert not Audit.objects.filter(what="clock.pause").exists()
    assert "Newest in the audit" in browser.get(reverse("admin:index")).content.decode()
    assert "clock.start" not in browser.get(reverse("admin:index")).content.decode()


def test_nothing_of_the_admin_is_kept_by_caches(desk: Client) -> None:
    for page in (reverse("admin:index"), reverse("admin:scenarios"), list_of(Exercise)):
        assert "no-store" in desk.get(page)["Cache-Control"]


def test_all_that_is_registered_is_audited() -> None:
    assert all(isinstance(page, Audited) for page in admin.site._registry.values())


def test_an_account_is_forgotten_by_somebody_else(
    lived: Exercise, desk: Client, root: User
) -> None:
    olga = User.objects.get(username="olga")
    User.objects.filter(pk=olga.pk).update(email="olga@example.org", first_name="Olga")
    browser = signed_in(olga)
    page = act(desk, "forget", olga).content.decode()
    assert "Nobody can sign in with it again." in page
    act(desk, "forget", olga, root, confirmed="yes")
    gone = User.objects.get(pk=olga.pk)
    assert (gone.username, gone.email, gone.first_name) == (f"former-{olga.pk}", "", "")
    assert not gone.is_active
    assert not gone.has_usable_password()
    assert not Crew.objects.filter(user=olga).exists()
    assert browser.get(reverse("room", args=[lived.pk])).status_code == 302
    assert User.objects.get(pk=root.pk).username == "root"
    assert Audit.objects.get(what="account.erased").about == f"user {olga.pk}"


def test_an_account_with_a_running_exercise_stays(lived: Exercise, desk: Client) -> None:
    act(desk, "forget", lived.owner, confirmed="yes")
    assert User.objects.get(pk=lived.owner_id).username == "fay"
