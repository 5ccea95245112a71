"""Everything that a browser can do, a token can: each page's address names its operations.

The tables are held against the URL resolver, the verbs of the pages and the simulation's orders: a
new page without a counterpart, or without a reason for having none, fails.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from game import sim
from game.api import examples, room_shapes, shapes
from game.api.v1 import schema
from game.sim.parts import CONTROL
from game.views import boards, programs, room_acts, room_own

E, S = "/exercises/{pk}", "/seat"
BROWSER = "a browser's own: "
SAME = "a fragment of a page that is named here: "

PAGES: dict[str, str | tuple[str, ...]] = {
    # In and out
    "front": ("GET /join/{code}",),
    "join": ("GET /join/{code}", "POST /join"),
    "solo": ("POST /solo",),
    "week_solo": ("POST /solo",),
    "me": ("GET /links/{ticket}", "POST /links/{ticket}"),
    "ask_back": (f"POST {S}/ask-back",),
    "invited": ("POST /invitations/{token}",),
    "qr": BROWSER + "a picture of the address that every exercise's code makes",
    "sign_in": BROWSER + "a program signs in with its token",
    "sign_out": BROWSER + "a program revokes its token, or forgets it",
    "door": BROWSER + "the one-time link signs a browser in",
    "drill": BROWSER + "it teaches the console's page; a program reads the schema",
    "my_account": BROWSER + "an account is its owner's, who proves it by signing in",
    "account_invite": BROWSER + "who gets an account is decided by somebody signed in",
    "account_withdraw": BROWSER + "who gets an account is decided by somebody signed in",
    "healthz": BROWSER + "for whoever watches the server; it has no rights to check",
    # A player
    "lobby": (f"GET {S}/lobby",),
    "begin": (f"POST {S}/begin",),
    "prefer": (f"POST {S}/preference",),
    "check": (f"POST {S}/check",),
    "week": (f"GET {S}/week",),
    "week_choose": (f"POST {S}/week",),
    "console": (f"GET {S}", f"GET {S}/view", f"GET {S}/evidence", f"POST {S}/ticket"),
    "pane": (f"GET {S}/view", f"PUT {S}/acknowledged"),
    "state": (f"GET {S}/frame",),
    "act": (f"POST {S}/commands",),
    "note": (f"POST {S}/notes", f"GET {S}/notes"),
    "hand_over": (f"POST {S}/hand-over",),
    "result": (f"GET {S}/result", f"GET {S}/probes", f"GET {S}/observations", f"GET {S}/awards"),
    "log_csv": (f"GET {S}/log.csv",),
    "consent": (f"POST {S}/consent",),
    "seat_token": BROWSER + "whoever calls has a seat's token; a facilitator makes more of them",
    # The room
    "ctl": ("GET /exercises", "POST /exercises", "GET /scenarios"),
    "room": (f"GET {E}", f"GET {E}/people"),
    "room_teams": (f"GET {E}/teams",),
    "room_settings": (f"PATCH {E}",),
    "room_undo": (f"GET {E}/acts", f"POST {E}/acts/{{act}}/undo"),
    "room_act": (),  # by its verbs, below
    "room_plans": (f"GET {E}/plans",),
    "room_results": (f"GET {E}/results", f"GET {E}/awards"),
    "room_award": (f"POST {E}/awards",),
    "room_award_withdraw": (f"DELETE {E}/awards/{{award}}",),
    "room_log_csv": (f"GET {E}/exports/{{table}}.{{form}}",),
    "room_clone": (f"POST {E}/clone",),
    "room_archive": (f"PATCH {E}",),
    "room_schedule": (f"PATCH {E}",),
    "room_mirror": (f"GET {E}/teams/{{team}}/view",),
    "room_injects": (f"GET {E}/injects", f"GET {E}/injects/own", f"GET {E}/injects/said"),
    "room_injects_table": SAME + "room_injects",
    "room_inject": (f"POST {E}/injects",),
    "room_say": (f"POST {E}/injects",),
    "room_dry_run": (f"POST {E}/injects/dry-run",),
    "room_msel_in": (f"PUT {E}/injects/plan", f"POST {E}/injects/table"),
    "room_own": (f"POST {E}/injects/own",),
    "room_own_one": (f"PUT {E}/injects/own/{{name}}",),
    "room_own_do": (),  # by its verbs, below
    "room_msel": (f"GET {E}/injects.{{form}}",),
    "room_roster": (f"GET {E}/roster", f"POST {E}/roster"),
    "room_roster_csv": (f"GET {E}/roster",),
    "room_strike": (f"DELETE {E}/roster/{{line}}",),
    "room_crew": (f"GET {E}/crew", f"POST {E}/invitations", f"GET {E}/invitations"),
    "room_dismiss": (f"DELETE {E}/crew/{{member}}",),
    "room_pad": ("GET /pad", f"GET {E}/observations", f"GET {E}/teams/{{team}}/ratings"),
    "room_marks": (f"GET {E}/ratings", f"GET {E}/observations", f"GET {E}/probes"),
    "room_press": (f"POST {E}/observations",),
    "room_mark": (f"PUT {E}/teams/{{team}}/ratings/{{task}}",),
    # Boards and bots
    "board": ("GET /boards/{pk}/{signature}", f"GET {E}/board"),
    "leaderboards": ("GET /leaderboards",),
    "room_bots": (f"GET {E}/bots", f"GET {E}/board"),
    "room_bots_act": (),  # by its verbs, below
    # Programs
    "tokens": BROWSER + "a token that makes tokens would outlive its own revocation",
    "token_revoke": BROWSER + "the page that makes tokens takes them back",
    "hooks": ("GET /hooks", "POST /hooks", "GET /hooks/{hook}/deliveries"),
    "hook_act": (),  # by its verbs, below
    "exports": (f"GET {E}/exports/{{table}}.{{form}}",),
    "export": (f"GET {E}/exports/{{table}}.{{form}}",),
    "export_whole": (f"GET {E}/exports/exercise",),
    "import_exercise": ("POST /exercises/imports",),
}
PERSON = f"{E}/people/{{person}}"
VERBS: dict[str, dict[str, str]] = {
    "room_act": {
        **{
            verb: f"POST {E}/{verb}"
            for verb in ("start", "week", "pause", "resume", "speed", "skip")
        },
        "ahead": f"POST {E}/jump",
        "end": f"POST {E}/end",
        **dict.fromkeys(("late", "lock", "size", "byhand"), f"PATCH {E}"),
        "hint": f"POST {E}/hints",
        "team_add": f"POST {E}/teams",
        **dict.fromkeys(("team_name", "team_lock"), f"PATCH {E}/teams/{{team}}"),
        "team_drop": f"DELETE {E}/teams/{{team}}",
        "remove": f"DELETE {PERSON}",
        "readmit": f"POST {PERSON}/readmit",
        **dict.fromkeys(("rename", "move", "seat"), f"PATCH {PERSON}"),
    },
    "room_bots_act": {
        **dict.fromkeys(("add", "fill", "home"), f"POST {E}/bots"),
        "drop": f"DELETE {E}/bots/{{team}}",
        "cover": f"PATCH {E}",
        **dict.fromkeys(
            ("hide", "show", "freeze", "thaw", "reveal", "conceal", "renew"), f"POST {E}/board"
        ),
    },
    "room_own_do": {
        "fire": f"POST {E}/injects/own/{{name}}/fire",
        "shelve": f"POST {E}/injects/own/{{name}}/shelve",
        "remove": f"DELETE {E}/injects/own/{{name}}",
    },
    "hook_act": {
        "test": "POST /hooks/{hook}/test",
        "switch": "PATCH /hooks/{hook}",
        "remove": "DELETE /hooks/{hook}",
    },
}
ORDERS = {  # what is not ordered by POST /seat/commands
    "hand_over": f"POST {S}/hand-over",
    "inject": f"POST {E}/injects",
    "give_hint": f"POST {E}/hints",
    "settings": f"PATCH {E}",  # hints and probes are chosen before the start, on pages too
}


def operations() -> dict[str, dict[str, object]]:
    return {
        f"{method.upper()} {path.removeprefix('/api/v1')}": operation
        for path, methods in schema()["paths"].items()
        for method, operation in methods.items()
    }


def names(where: list[URLPattern | URLResolver]) -> set[str]:
    found: set[str] = set()
    for one in where:
        if isinstance(one, URLResolver):
            found |= names(one.url_patterns)
        elif one.name:
            found.add(one.name)
    return found


def test_every_page_names_its_counterparts() -> None:
    pages = names(get_resolver("game.views.urls").url_patterns)
    pages |= names(get_resolver("game.views.program_urls").url_patterns)
    assert sorted(pages - PAGES.keys()) == []


def test_every_verb_names_its_counterpart() -> None:
    there = {
        "room_act": room_acts.VERBS,
        "room_bots_act": boards.VERBS,
        "room_own_do": room_own.VERBS,
        "hook_act": programs.HOOK_VERBS,
    }
    new = {name: sorted(verbs.keys() - VERBS[name].keys()) for name, verbs in there.items()}
    assert new == {name: [] for name in there}


def test_the_counterparts_are_there() -> None:
    pages = {one for those in PAGES.values() if isinstance(those, tuple) for one in those}
    verbs = {one for those in VERBS.values() for one in those.values()}
    assert pages | verbs | set(ORDERS.values()) <= operations().keys()


def test_who_has_none_says_why() -> None:
    reasons = [why for why in PAGES.values() if isinstance(why, str)]
    assert all(why.startswith((BROWSER, SAME)) and len(why) > 40 for why in reasons)


@pytest.mark.parametrize("name", sorted(sim.ACTIONS))
def test_an_order_goes_through_a_seats_door_or_names_its_own(name: str) -> None:
    through_the_seat = name not in ORDERS
    assert through_the_seat == (CONTROL not in sim.ACTIONS[name].seats and name != "hand_over")


def test_every_body_has_an_example() -> None:
    bodies = {name for name, one in operations().items() if "requestBody" in one}
    files = {"POST /exercises/imports", f"POST {E}/injects/table"}
    assert examples.SENT.keys() | files == bodies


@pytest.mark.parametrize("name", sorted(examples.SENT))
def test_an_example_is_what_its_operation_takes(name: str) -> None:
    body: Any = operations()[name]["requestBody"]
    shape = body["content"]["application/json"]["schema"]
    named = [one["$ref"] for one in (shape, *shape.get("anyOf", ())) if "$ref" in one]
    kind = named[0].rpartition("/")[2]
    model = getattr(shapes, kind, None) or getattr(room_shapes, kind)
    assert model.model_validate(examples.SENT[name])
