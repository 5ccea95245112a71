"""For every address: what a stranger, a player, another team and other facilitators get."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from game import runtime
from game.models import Exercise, Participant
from game.runtime import boards
from game.views import drill_urls
from tests.views.conftest import seated, signed_in

pytestmark = pytest.mark.django_db

STRANGERS = ("nobody", "removed")
PLAYERS = ("player", "other team")
OWNERS = ("owner", "administrator")
ANYONE = (*STRANGERS, *PLAYERS, *OWNERS, "other facilitator", "co-host", "observer")
SIGNED_IN = (*OWNERS, "other facilitator", "co-host", "observer")


def expect(players: int, others: int) -> dict[str, int]:
    return {who: players if who in PLAYERS else others for who in ANYONE}


def owned(status: int) -> dict[str, int]:
    """The owner's pages: strangers and players are asked to sign in, others find nothing, and
    who helps in the room is told that this is not their part."""
    strangers = {who: status if who in OWNERS else 302 for who in ANYONE}
    return strangers | {"other facilitator": 404, "co-host": 403, "observer": 403}


def run(status: int) -> dict[str, int]:
    """What runs the room: a co-host may too."""
    return owned(status) | {"co-host": status}


def watched(status: int) -> dict[str, int]:
    """What shows the room: an observer may too."""
    return run(status) | {"observer": status}


# While the exercise runs. A redirect (302) leads to the front page or to the sign-in.
GETS = {
    "front": dict.fromkeys(ANYONE, 200),
    "join": dict.fromkeys(ANYONE, 200),
    "sign_in": {who: 302 if who in SIGNED_IN else 200 for who in ANYONE},
    "my_account": {who: 200 if who in SIGNED_IN else 302 for who in ANYONE},
    "qr": dict.fromkeys(ANYONE, 200),
    "healthz": dict.fromkeys(ANYONE, 200),
    "drill": dict.fromkeys(ANYONE, 200),
    "room_bots": run(200),
    "board": dict.fromkeys(ANYONE, 200),
    "leaderboards": {who: 200 if who in SIGNED_IN else 302 for who in ANYONE},
    "door": dict.fromkeys(ANYONE, 403),
    "lobby": dict.fromkeys(ANYONE, 302),
    "console": expect(200, 302),
    "pane": expect(200, 302),
    "state": expect(200, 302),
    "result": dict.fromkeys(ANYONE, 302),
    "log_csv": expect(403, 302),
    "ctl": {who: 200 if who in SIGNED_IN else 302 for who in ANYONE},
    "me": dict.fromkeys(ANYONE, 404),
    "invited": dict.fromkeys(ANYONE, 404),
    "room": watched(200),
    "room_teams": watched(200),
    "room_results": watched(200),
    "room_plans": watched(200),
    "room_mirror": watched(200),
    "room_injects": watched(200),
    "room_injects_table": watched(200),
    "room_msel": watched(200),
    "room_own": run(200),
    "room_own_one": run(404),
    "room_pad": watched(200),
    "room_roster": run(200),
    "room_roster_csv": run(200),
    "room_crew": owned(200),
    "week": dict.fromkeys(ANYONE, 302),
    "room_log_csv": run(200),
}
POSTS = {
    "act": expect(200, 403),
    "note": expect(200, 403),
    "hand_over": expect(422, 403),
    "prefer": expect(409, 403),
    "begin": expect(403, 403),
    "check": expect(302, 403),
    "ask_back": dict.fromkeys(ANYONE, 302),
    "room_act": run(200),
    "room_undo": run(409),
    "room_inject": run(200),
    "room_say": run(422),
    "room_dry_run": run(200),
    "room_msel_in": run(422),
    "room_own_do": run(404),
    "room_strike": run(404),
    "room_press": watched(200),
    "room_mark": watched(200),
    "room_dismiss": owned(404),
    "room_clone": owned(302),
    "room_archive": owned(409),
    "room_schedule": owned(302),
    "solo": dict.fromkeys(ANYONE, 302),
    "week_solo": dict.fromkeys(ANYONE, 302),
    "week_choose": expect(302, 403),
    "sign_out": dict.fromkeys(ANYONE, 302),
    "account_invite": {who: 200 if who in SIGNED_IN else 302 for who in ANYONE}
    | {"co-host": 403, "observer": 403},
    "account_withdraw": {who: 404 if who in SIGNED_IN else 302 for who in ANYONE},
    "room_bots_act": run(302),
    "consent": expect(302, 403),
}
# Below /drill/ nobody has a seat but who drills: no seat of an exercise opens anything there.
DRILL_GETS = {
    "console": (200, 302),
    "pane": (200, 302),
    "state": (200, 302),
    "result": (200, 200),
}
DRILL_POSTS = {
    "act": (200, 403),
    "note": (200, 403),
    "hand_over": (422, 403),
    "begin": (302, 403),
    "drill_leave": (302, 302),
}
NOT_FOUND = {  # of what there is not
    "room_strike", "room_dismiss", "room_own_one", "room_own_do", "account_withdraw",
}  # fmt: skip
OF_A_TEAM = ("room_press", "room_mark")
SENT = {"key": "0123456789abcdef", "text": "rates look odd", "what": "go_no_go", "do": "skip"}


def address(name: str, exercise: Exercise) -> str:
    args = {
        "join": [exercise.code],
        "qr": [exercise.code],
        "room_bots": [exercise.pk],
        "room_bots_act": [exercise.pk, "hide"],
        "board": [exercise.pk, boards.signature(boards.of(exercise))],
        "door": ["nonsense"],
        "account_withdraw": [99],
        "pane": ["fleet"],
        "act": ["sweep_hashes"],
        "room": [exercise.pk],
        "room_teams": [exercise.pk],
        "room_results": [exercise.pk],
        "room_plans": [exercise.pk],
        "room_log_csv": [exercise.pk],
        "room_act": [exercise.pk, "pause"],
        "me": ["nonsense"],
        "invited": ["nonsense"],
        "room_mirror": [exercise.pk, exercise.team_set.first().pk, "all"],
        "room_msel": [exercise.pk, "xlsx"],
        "room_own_one": [exercise.pk, "own-none"],
        "room_own_do": [exercise.pk, "own-none", "fire"],
        "room_strike": [exercise.pk, 99],
        "room_dismiss": [exercise.pk, 99],
    }
    of_exercise = [exercise.pk] if name.startswith("room") else []
    return reverse(name, args=args.get(name, of_exercise))


def test_every_address_is_in_the_table() -> None:
    named = {name for name in get_resolver("game.views.urls").reverse_dict if isinstance(name, str)}
    assert named == GETS.keys() | POSTS.keys()


@pytest.mark.parametrize("name", GETS)
def test_reading(name: str, running: Exercise, browsers: dict[str, Client]) -> None:
    got = {who: browsers[who].get(address(name, running)).status_code for who in ANYONE}
    assert got == GETS[name]


@pytest.mark.parametrize("name", POSTS)
def test_posting(name: str, running: Exercise, browsers: dict[str, Client]) -> None:
    team = running.team_set.get(name="Blue").pk if name in OF_A_TEAM else ""
    sent = SENT | {"team": team, "behaviour": "calm", "task": 1, "mark": "P"}
    ask = {who: sent | {"key": f"key-of-{who.replace(' ', '-')}"} for who in ANYONE}
    got = {who: browsers[who].post(address(name, running), ask[who]).status_code for who in ANYONE}
    assert got == POSTS[name]


def test_every_address_of_the_drill_is_in_the_table() -> None:
    named = {one.name for one in drill_urls.urlpatterns}
    assert named == DRILL_GETS.keys() | DRILL_POSTS.keys()


@pytest.mark.parametrize("name", [*DRILL_GETS, *DRILL_POSTS])
def test_a_drill_opens_for_who_drills_alone(
    name: str, running: Exercise, browsers: dict[str, Client]
) -> None:
    args = {"pane": ["fleet"], "act": ["sweep_hashes"]}.get(name, [])
    there = reverse(name, urlconf="project.drill_urls", args=args)
    assert there.startswith("/drill/")
    driller = Client()
    driller.post("/drill")
    mine, others = (DRILL_GETS | DRILL_POSTS)[name]

    def ask(browser: Client) -> int:
        return (browser.post if name in DRILL_POSTS else browser.get)(there, SENT).status_code

    assert {who: ask(browsers[who]) for who in ANYONE} == dict.fromkeys(ANYONE, others)
    assert ask(driller) == mine


@pytest.mark.parametrize("name", sorted({*GETS, *POSTS} - NOT_FOUND))
def test_nothing_is_kept_by_caches(name: str, running: Exercise, ann: Participant) -> None:
    facilitators = name.startswith(("ctl", "room", "my_account", "account"))
    browser = signed_in(running.owner) if facilitators else seated(ann)
    ask = browser.post if name in POSTS else browser.get
    assert "no-store" in ask(address(name, running), SENT)["Cache-Control"]


@pytest.mark.parametrize("name", ["act", "note", "begin", "solo", "room_act"])
def test_what_changes_something_is_never_a_get(
    name: str, running: Exercise, ann: Participant
) -> None:
    browser = signed_in(running.owner) if name == "room_act" else seated(ann)
    assert browser.get(address(name, running)).status_code == 405


def test_a_post_without_the_token_is_refused(running: Exercise, ann: Participant) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = seated(ann).cookies
    assert strict.post(address("note", running), SENT).status_code == 403


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


def test_nobody_reads_the_secret_or_the_seat(
    running: Exercise, browsers: dict[str, Client]
) -> None:
    secrets = Participant.objects.values_list("secret", flat=True)
    for name in GETS:
        for who in PLAYERS:
            page = browsers[who].get(address(name, running)).content.decode(errors="ignore")
            assert not any(secret in page for secret in secrets)


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


# The administrator's pages. Whoever is not staff is asked to sign in as somebody who is.
LOOKED_AT = {"changelist": 200, "add": 403, "change": 302, "delete": 403, "history": 403}
KEPT_BY_HAND = LOOKED_AT | {"add": 200, "delete": 302}
ADMIN = {
    **dict.fromkeys(
        (
            "act", "apitoken", "audit", "board", "bot", "checkpoint", "clockchange", "delivery",
            "doortoken", "entry", "exercise", "expected", "invitation", "judgedmorning",
            "logentry", "observation", "owninject", "participant", "rating", "result", "seat",
            "team", "webhook", "week", "words",
        ),
        LOOKED_AT,
    ),
    **dict.fromkeys(("crew", "organisation", "season"), KEPT_BY_HAND),
    "user": LOOKED_AT | {"add": 200},
}  # fmt: skip
NOBODY = 999_999  # no row has this number: an existing one is shown instead of 302


def admin_addresses() -> list[str]:
    """Every page of the admin that has a name, also those of other applications."""
    names = [pattern.name for pattern in admin.site.get_urls() if getattr(pattern, "name", "")]
    for page in admin.site._registry.values():
        names += [pattern.name for pattern in page.urls if getattr(pattern, "name", "")]
    return sorted(map(admin_address, set(names)))


def admin_address(name: str) -> str:
    args = {"view_on_site": [1, 1], "app_list": ["game"]}.get(name)
    for given in (args, None, [NOBODY]):
        try:
            return reverse(f"admin:{name}", args=given)
        except NoReverseMatch:
            continue
    raise AssertionError(name)


def test_every_row_that_is_kept_is_in_the_admin_and_in_the_table() -> None:
    kept = {model._meta.model_name for model in apps.get_app_config("game").get_models()}
    shown = {m._meta.model_name for m in admin.site._registry if m._meta.app_label == "game"}
    assert kept == shown == ADMIN.keys()


def test_the_admin_is_for_administrators(browsers: dict[str, Client]) -> None:
    for address_ in admin_addresses():
        if address_ == reverse("admin:login"):
            continue
        for who in set(ANYONE) - {"administrator"}:
            assert (who, address_, browsers[who].get(address_).status_code) == (who, address_, 302)
        for who in ("nobody", "owner"):
            assert (who, address_, browsers[who].post(address_).status_code) == (who, address_, 302)


def test_who_is_no_administrator_signs_in_elsewhere(browsers: dict[str, Client]) -> None:
    door = reverse("admin:login")
    assert browsers["nobody"].get(door).url.startswith(reverse("sign_in"))
    assert browsers["owner"].get(door).status_code == 403
    assert browsers["administrator"].get(door).url == reverse("admin:index")


@pytest.mark.parametrize("model", ADMIN)
def test_what_an_administrator_may_open(model: str, browsers: dict[str, Client]) -> None:
    names = {page: f"game_{model}_{page}" for page in ADMIN[model]}
    got = {
        page: browsers["administrator"].get(admin_address(name)).status_code
        for page, name in names.items()
    }
    assert got == ADMIN[model]
