"""Every address and method that the routes know stands in one of the tables of rights."""

from __future__ import annotations

from collections import Counter

from tests import walk
from tests.api.test_who_may_do_what import TABLE
from tests.kinds import EVERYBODY
from tests.views.test_who_may_administer import SIGN_IN, is_admins
from tests.views.test_who_may_see_what import DRILL, PAGES
from tests.views.test_whose_account_it_is import ACCOUNTS

API = {door.replace(" ", " /api/v1", 1): codes for door, codes in TABLE.items()}
TABLES = (PAGES, DRILL, ACCOUNTS, SIGN_IN, API)


def test_every_door_has_its_entry_in_one_table() -> None:
    entries = Counter(door for table in TABLES for door in table)
    doors = {door for door in walk.doors() if not is_admins(door)}
    assert sorted(doors - entries.keys()) == [], "a new address or method needs its entry"
    assert sorted(entries.keys() - doors) == [], "no such address or method"
    assert [door for door, times in entries.items() if times > 1] == []


def test_every_entry_speaks_of_everybody() -> None:
    """What is in no entry is the administrator's own site alone."""
    lacks = {
        door: missing
        for table in (PAGES, DRILL, ACCOUNTS, API)
        for door, codes in table.items()
        if (missing := set(EVERYBODY) - codes.keys())
    }
    assert lacks == {}


def test_a_new_door_would_be_found() -> None:
    """The walk goes down every branch: into what is included, classes, programs, the drill."""
    doors = walk.doors()
    for door in (
        "POST /ctl/{pk}/crew", "GET /board/{pk}/{signature}", "POST /accounts/email/",
        "PATCH /api/v1/exercises/{pk}", "GET /drill/play", "POST /admin/game/user/add/",
        "POST /sign-out",
    ):  # fmt: skip
        assert door in doors
    assert "GET /sign-out" not in doors
    assert "POST /healthz" not in doors
