"""The kinds of persons that the tables of rights tell apart, and how one is tried.

Player and other seat sit at one desk of six seats: one holds command and communications, the other
routers, trading, risk and change.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from game import runtime

STRANGERS = ("nobody", "removed")
PLAYERS = ("player", "other seat", "other team")
OWNERS = ("owner", "administrator")
HELPERS = ("co-host", "observer")
SIGNED_IN = (*OWNERS, "other facilitator", *HELPERS)
EVERYBODY = (*STRANGERS, *PLAYERS, *SIGNED_IN)
ASKED, OUT = "asked to sign in", "led to the front page"
Outcome = int | str
Outcomes = dict[str, Outcome]
Table = dict[str, Outcomes]


@contextmanager
def undone() -> Iterator[None]:
    """What is done within leaves no trace: the next one finds everything as it was."""
    cache.clear()  # nobody asks too often here
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    runtime.forget()


def outcome(answer: Any) -> Outcome:
    """The status; a redirect that only keeps somebody out says so."""
    if answer.status_code != 302:
        return int(answer.status_code)
    if answer.url.startswith((reverse("sign_in"), reverse("admin:index"))):
        return ASKED
    return OUT if answer.url.partition("?")[0] == reverse("front") else 302


def differences(got: Table, wanted: Table) -> dict[str, str]:
    """What is answered, and what should be, by door and person."""
    return {
        f"{door}, {who}": f"{got[door].get(who)} instead of {wanted[door].get(who)}"
        for door in wanted
        for who in {**wanted[door], **got[door]}
        if got[door].get(who) != wanted[door].get(who)
    }
