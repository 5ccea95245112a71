"""The administrator's pages, all of them: for administrators, and each row with what it lets do."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests import walk
from tests.kinds import ASKED, EVERYBODY, OUT, SIGNED_IN, Outcomes, Table, differences, outcome

pytestmark = pytest.mark.django_db
OTHERS = [who for who in EVERYBODY if who != "administrator"]
KEPT_OUT = "kept out"  # asked to sign in, or led to the front page
TO_SIGN_IN: Outcomes = {who: 403 if who in SIGNED_IN else ASKED for who in OTHERS}
SIGN_IN: Table = {f"{method} /admin/login/": TO_SIGN_IN for method in ("GET", "POST")}


def is_admins(door: str) -> bool:
    """Its sign-in alone is for others."""
    return " /admin/" in door and door not in SIGN_IN


LOOKED_AT = {"changelist": 200, "add": 403, "change": 302, "delete": 403, "history": 403}
KEPT_BY_HAND = LOOKED_AT | {"add": 200, "delete": 302}
ADMIN = {
    **dict.fromkeys(
        (
            "act", "apitoken", "audit", "board", "bot", "checkpoint", "clockchange", "delivery",
            "award", "doortoken", "entry", "exercise", "expected", "invitation", "judgedmorning",
            "logentry", "observation", "owninject", "participant", "rating", "result", "seat",
            "team", "webhook", "week", "words",
        ),
        LOOKED_AT,
    ),
    **dict.fromkeys(("crew", "organisation", "season"), KEPT_BY_HAND),
    "user": LOOKED_AT | {"add": 200},
}  # fmt: skip
NOBODY = 999_999  # no row has this number: an existing one is shown instead of 302


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


def test_every_door_of_the_admin_is_for_administrators(browsers: dict[str, Client]) -> None:
    """Whatever it is: others are kept out, or asked to sign in as somebody who may."""
    inside = [door for door in walk.doors() if is_admins(door)]
    assert len(inside) > 200
    wanted: Table = dict.fromkeys(inside, dict.fromkeys(OTHERS, KEPT_OUT))
    got = {door: answers(door, browsers) for door in inside}
    for codes in got.values():
        codes.update({who: KEPT_OUT for who, code in codes.items() if code in (ASKED, OUT)})
    assert differences(got, wanted) == {}


@pytest.mark.parametrize("door", SIGN_IN)
def test_the_sign_in_of_the_admin_is_the_one_of_all(door: str, browsers: dict[str, Client]) -> None:
    assert answers(door, browsers) == SIGN_IN[door]


def answers(door: str, browsers: dict[str, Client]) -> Outcomes:
    method, _, pattern = door.partition(" ")
    address = re.sub(r"\{\w+\}", "1", pattern)
    return {who: outcome(getattr(browsers[who], method.lower())(address)) for who in OTHERS}


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
