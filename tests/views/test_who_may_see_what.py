"""For every address and method of the pages: what each kind of person gets.

The doors are those of the routes, walked from their root: a new one without an entry fails, here or
in tests/test_every_door_has_its_entry.py. What is told to programs stands in tests/api.
"""

from __future__ import annotations

import copy
from typing import Any

import pytest
from django.test import Client

from game.models import Exercise, Participant, Team
from game.views import boards, drill_urls, room_acts, room_own
from tests import walk
from tests.kinds import (
    ASKED,
    EVERYBODY,
    HELPERS,
    OUT,
    PLAYERS,
    SIGNED_IN,
    Outcome,
    Outcomes,
    Table,
    differences,
    outcome,
)
from tests.views import asking

pytestmark = pytest.mark.django_db


def all_(code: Outcome) -> Outcomes:
    return dict.fromkeys(EVERYBODY, code)


def seat(code: Outcome, others: Outcome) -> Outcomes:
    """What needs a seat."""
    return all_(others) | dict.fromkeys(PLAYERS, code)


def account(code: Outcome) -> Outcomes:
    """What needs an account, whatever it is for."""
    return all_(ASKED) | dict.fromkeys(SIGNED_IN, code)


def host(code: Outcome) -> Outcomes:
    """What needs an account that makes exercises of its own."""
    return account(code) | dict.fromkeys(HELPERS, 403)


def mine(code: Outcome) -> Outcomes:
    """What is one account's own: for others, administrators too, there is none."""
    return account(404) | {"owner": code}


def owned(code: Outcome) -> Outcomes:
    """The owner's: strangers and players are asked to sign in, other facilitators find nothing,
    and who helps in the room is told that this is not their part."""
    return account(code) | {"other facilitator": 404} | dict.fromkeys(HELPERS, 403)


def run(code: Outcome) -> Outcomes:
    """What runs the room: a co-host may too."""
    return owned(code) | {"co-host": code}


def watched(code: Outcome) -> Outcomes:
    """What shows the room, and the pad: an observer may too."""
    return run(code) | {"observer": code}


# While the exercise runs. A redirect that only keeps somebody out is ASKED or OUT.
PAGES: Table = {
    "GET /": all_(200),
    "POST /": all_(302),
    "GET /j/{code}": all_(200),
    "POST /j/{code}": all_(302) | {"removed": 422},  # they ask to come back
    "GET /me/{ticket}": all_(200),  # whoever has the link
    "POST /me/{ticket}": all_(302),
    "GET /invited/{token}": all_(200),  # the same
    "POST /invited/{token}": all_(302),
    "GET /door/{token}": all_(403),  # a token that is none
    "GET /sign-in": all_(200) | dict.fromkeys(SIGNED_IN, 302),
    "POST /sign-in": all_(200) | dict.fromkeys(SIGNED_IN, 302),
    "POST /sign-out": all_(OUT),
    "GET /qr/{code}.svg": all_(200),
    "GET /healthz": all_(200),
    "GET /api/v1/docs": all_(200),
    "GET /api/v1/openapi.json": all_(200),
    "GET /api/v1/": all_(404),
    "POST /api/v1/": all_(404),
    "GET /board/{pk}/{signature}": all_(200),
    "GET /boards": account(200),
    "POST /solo": all_(302),
    "POST /solo/week": all_(302),
    "GET /drill": all_(200),
    "POST /drill": all_(302),
    # A seat's
    "GET /lobby": seat(302, OUT),
    "POST /lobby/begin": all_(403),  # the facilitator starts
    "POST /lobby/check": seat(302, 403),
    "POST /lobby/prefer": seat(409, 403),
    "POST /back": all_(OUT),
    "GET /play": seat(200, OUT),
    "GET /play/pane/{name}": seat(200, OUT),
    "GET /play/state": seat(200, OUT),
    "POST /play/act/{action}": seat(200, 403) | {"player": 422},  # the routers' seat's
    "POST /play/hand-over": seat(422, 403) | {"other seat": 200, "other team": 404},
    "POST /play/note": seat(200, 403),
    "GET /play/program": seat(200, OUT),
    "POST /play/program": seat(200, 403),
    "GET /result": seat(302, OUT),
    "GET /result/log.csv": seat(403, OUT),
    "POST /result/consent": seat(302, 403),
    "GET /week": seat(302, OUT),
    "POST /week/choose": seat(302, 403),
    # An account's
    "GET /account": account(200),
    "POST /account/invite": host(200),
    "POST /account/invitations/{pk}/withdraw": mine(302),
    "GET /ctl": account(200),
    "POST /ctl": host(302),
    "GET /ctl/import": host(200),
    "POST /ctl/import": host(422),
    "GET /ctl/hooks": account(200),
    "POST /ctl/hooks": account(302),
    "POST /ctl/hooks/{hook}/{verb}": mine(302),
    "GET /ctl/tokens": account(200),
    "POST /ctl/tokens": account(200),
    "POST /ctl/tokens/{token}/revoke": mine(302),
    # A room's
    "GET /ctl/{pk}": watched(200),
    "GET /ctl/{pk}/teams": watched(200),
    "GET /ctl/{pk}/plans": watched(200),
    "GET /ctl/{pk}/results": watched(200),
    "POST /ctl/{pk}/award": run(422),  # after the end
    "POST /ctl/{pk}/award/{award}/withdraw": run(302),
    "GET /ctl/{pk}/mirror/{team}/{seats}": watched(200),
    "GET /ctl/{pk}/injects": watched(200),
    "GET /ctl/{pk}/injects/table": watched(200),
    "GET /ctl/{pk}/injects.{kind}": watched(200),
    "GET /ctl/{pk}/exports": watched(200),
    "GET /ctl/{pk}/exports/{table}.{form}": run(409),  # the log's
    "GET /ctl/{pk}/exports/exercise.json": owned(409),
    "GET /ctl/{pk}/log.csv": run(200),
    "GET /ctl/{pk}/marks": run(200),  # raters do not see each other's
    "GET /ctl/{pk}/pad": watched(200),
    "POST /ctl/{pk}/pad/press": watched(200),
    "POST /ctl/{pk}/pad/mark": watched(200),
    "POST /ctl/{pk}/{verb}": run(200),
    "POST /ctl/{pk}/undo": run(409),
    "POST /ctl/{pk}/injects/do": run(200),
    "POST /ctl/{pk}/injects/say": run(422),
    "POST /ctl/{pk}/injects/dry-run": run(200),
    "GET /ctl/{pk}/injects/own": run(200),
    "POST /ctl/{pk}/injects/own": run(302),
    "GET /ctl/{pk}/injects/own/{name}": run(200),
    "POST /ctl/{pk}/injects/own/{name}": run(302),
    "POST /ctl/{pk}/injects/own/{name}/{verb}": run(200),
    "POST /ctl/{pk}/injects/in": run(422),
    "GET /ctl/{pk}/settings": run(200),
    "POST /ctl/{pk}/settings": run(302),
    "GET /ctl/{pk}/roster": run(200),
    "POST /ctl/{pk}/roster": run(302),
    "GET /ctl/{pk}/roster.csv": run(200),
    "POST /ctl/{pk}/roster/{line}/strike": run(302),
    "GET /ctl/{pk}/bots": run(200),
    "POST /ctl/{pk}/bots/{verb}": run(302),
    "GET /ctl/{pk}/crew": owned(200),
    "POST /ctl/{pk}/crew": owned(200),
    "POST /ctl/{pk}/crew/{member}/dismiss": owned(302),
    "POST /ctl/{pk}/clone": owned(302),
    "POST /ctl/{pk}/archive": owned(409),
    "POST /ctl/{pk}/schedule": owned(302),
}
# Below /drill/ nobody has a seat but who drills: no seat of an exercise opens anything there.
DRILL: Table = {
    "GET /drill/play": all_(OUT) | {"driller": 200},
    "GET /drill/play/pane/{name}": all_(OUT) | {"driller": 200},
    "GET /drill/play/state": all_(OUT) | {"driller": 200},
    "GET /drill/over": all_(200) | {"driller": 200},
    "POST /drill/play/act/{action}": all_(403) | {"driller": 200},
    "POST /drill/play/hand-over": all_(403) | {"driller": 422},
    "POST /drill/play/note": all_(403) | {"driller": 200},
    "POST /drill/begin": all_(403) | {"driller": 302},
    "POST /drill/leave": seat(302, OUT) | {"driller": OUT},
}
NOT_OURS = {"/sign-in", "/sign-out", "/api/v1/"}  # allauth's, Django's and ninja's say it otherwise
KEPT_OUT = {ASKED, 403, 404}  # caches may keep what holds nothing of anybody


@pytest.fixture
def exercise(with_roles: Exercise) -> Exercise:
    """With roles: player and other seat of one desk hold different seats."""
    return with_roles


@pytest.fixture
def cast(still: Exercise, browsers: dict[str, Client]) -> dict[str, Client]:
    driller = Client()
    driller.post("/drill")
    return browsers | {"driller": driller}


def test_every_door_is_open_to_whom_the_table_says(
    cast: dict[str, Client], still: Exercise, blue: Team
) -> None:
    """And no cache keeps what it answers, and no answer holds a key of a browser."""
    known, wanted = asking.names(still, blue), PAGES | DRILL
    jars = {who: copy.deepcopy(browser.cookies) for who, browser in cast.items()}
    keys = [key.encode() for key in Participant.objects.values_list("secret", flat=True)]
    got: Table = {door: {} for door in wanted}
    kept, told = set(), set()
    for door, who in ((one, who) for one in wanted for who in wanted[one]):
        answer = asking.ask(door, cast[who], jars[who], known)
        got[door][who] = outcome(answer)
        if got[door][who] not in KEPT_OUT and "no-store" not in answer.get("Cache-Control", ""):
            kept.add((door, who))
        if any(key in answer.content for key in keys):
            told.add((door, who))
    assert differences(got, wanted) == {}
    assert kept == set()
    assert told == set()


def test_every_address_of_the_drill_is_in_the_table() -> None:
    there = {f"/drill/{walk.plain(str(one.pattern))}" for one in drill_urls.urlpatterns}
    assert {door.partition(" ")[2] for door in DRILL} == there


@pytest.mark.parametrize(
    ("there", "verbs"),
    [("", room_acts.VERBS), ("bots/", boards.VERBS), ("injects/own/x/", room_own.VERBS)],
    ids=["room", "bots", "injects"],
)
def test_every_verb_is_for_who_runs_the_room(
    there: str, verbs: dict[str, Any], cast: dict[str, Client], still: Exercise
) -> None:
    others = {who: code for who, code in run(200).items() if code != 200}
    got = {
        verb: {who: outcome(cast[who].post(f"/ctl/{still.pk}/{there}{verb}")) for who in others}
        for verb in verbs
    }
    assert differences(got, dict.fromkeys(verbs, others)) == {}


def test_no_door_takes_a_method_that_it_does_not_name(
    still: Exercise, blue: Team, browsers: dict[str, Client]
) -> None:
    """Not even from somebody who administers the site and has a seat."""
    allowed: dict[str, set[str]] = {}
    for door in PAGES:
        method, _, pattern = door.partition(" ")
        if pattern in NOT_OURS:
            continue
        allowed.setdefault(pattern, set()).add(method)
    browser, known = browsers["administrator"], asking.names(still, blue)
    browser.cookies.update(browsers["player"].cookies)
    for pattern, methods in allowed.items():
        address = asking.filled(pattern, known)
        for method in set(walk.METHODS) - methods:
            status = getattr(browser, method.lower())(address).status_code
            assert (method, pattern, status) == (method, pattern, 405)


def test_our_own_pages_say_for_which_methods_they_are() -> None:
    """The walk knows a page's methods from what it declares."""
    silent = {
        door.partition(" ")[2]
        for door, view in walk.doors().items()
        if door in PAGES | DRILL and not walk.declares(view)
    }
    assert silent == NOT_OURS


def test_one_desk_two_seats_two_screens(cast: dict[str, Client]) -> None:
    """What is the other seat's alone is not in what a player is sent, nor the other way round."""
    routers = {"fleet": "SMARS-1", "clients": "client-", "actions": "form-sweep_hashes"}
    command = {"declare": "f-declare-severity", "mail": 'id="mail-'}
    for pane, word in (routers | command).items():
        has, lacks = ("player", "other seat") if pane in command else ("other seat", "player")
        pages = [f"/play/pane/{pane}", *(["/play"] if "SMARS" not in word else [])]
        for page in pages:
            assert word in cast[has].get(page).content.decode(), (has, page)
            assert word not in cast[lacks].get(page).content.decode(), (lacks, page)
    mine, theirs = (cast[who].get("/play/state").json()["n"] for who in ("player", "other seat"))
    assert -1 in mine
    assert mine != theirs
