"""What each address is asked with, so that who may has an answer."""

from __future__ import annotations

import copy
import re
from http.cookies import SimpleCookie
from typing import Any

from django.test import Client

from game.models import Award, Crew, Exercise, Expected, Team, Webhook
from game.runtime import accounts, boards, crew, own, tokens
from game.runtime.own import Draft
from tests.kinds import undone

KEY = "0123456789abcdef"
OWN = {"channel": "mail", "sender": "press", "body": "Words.", "comes": "hand"}
SENT: dict[str, dict[str, Any]] = {
    "POST /": {"code": "{code}"},
    "POST /j/{code}": {"name": "Zoe", "team": "{team}"},
    "POST /invited/{token}": {"username": "zoe", "password": "a-long-word-of-hers-9"},
    "POST /ctl": {
        "name": "Friday", "teams": "Otter", "scenario": "knight", "level": "officer",
        "seating": "roles", "pace": "sprint",
    },
    "POST /ctl/hooks": {"url": "https://example.org/hook", "events": "result.ready"},
    "POST /ctl/tokens": {"name": "t", "scopes": "exercises:read"},
    "POST /ctl/{pk}/crew": {"role": "observer"},
    "POST /ctl/{pk}/settings": {"name": "Thursday"},
    "POST /ctl/{pk}/roster": {"csv": "Ada Park, Blue, IC"},
    "POST /ctl/{pk}/award": {"team": "{team}", "points": 5, "reason": "A clear call-out."},
    "POST /ctl/{pk}/pad/press": {"team": "{team}", "behaviour": "calm"},
    "POST /ctl/{pk}/pad/mark": {"team": "{team}", "task": 1, "mark": "P"},
    "POST /ctl/{pk}/injects/do": {"what": "go_no_go", "do": "skip"},
    "POST /ctl/{pk}/injects/say": {"channel": "notice", "text": "look"},
    "POST /ctl/{pk}/injects/own": OWN,
    "POST /ctl/{pk}/injects/own/{name}": OWN,
    "POST /lobby/prefer": {"role": "RTR"},
    "POST /play/note": {"text": "rates look odd"},
    "POST /play/hand-over": {"seat": "RTR", "to": "{mate}"},
    "POST /drill/play/note": {"text": "rates look odd"},
    "POST /week/choose": {"kind": "agree"},
    "POST /result/consent": {"agrees": "on"},
    "POST /ctl/{pk}/schedule": {"cancel": "1"},
}  # fmt: skip
VERBS = {"/ctl/{pk}/{verb}": "pause", "/ctl/{pk}/bots/{verb}": "hide"}


def names(exercise: Exercise, blue: Team) -> dict[str, Any]:
    """What stands in the braces of addresses and of what is sent."""
    owner = exercise.owner
    assert owner is not None
    hook = Webhook.objects.create(user=owner, url="https://example.org", secret="x")
    line = Expected.objects.create(exercise=exercise, name="Ada Park", team_name="Blue")
    token, _plain = tokens.issue(owner, "one", [tokens.READ])
    accounts.invite(owner)
    return {
        "pk": exercise.pk, "code": exercise.code, "team": blue.pk, "seats": "all",
        "kind": "xlsx", "table": "log", "form": "csv", "name": "fleet", "action": "sweep_hashes",
        "verb": "test", "hook": hook.pk, "line": line.pk, "ticket": line.ticket,
        "member": Crew.objects.filter(exercise=exercise).first().pk,
        "signature": boards.signature(boards.of(exercise)),
        "invitation": crew.invite(exercise, "observer", owner), "own_token": token.pk,
        "mine": accounts.open_of(owner)[0].pk,
        "award": Award.objects.create(team=blue, points=5, reason="Calm.", by=owner).pk,
        "own": own.add(exercise, owner, Draft("Any news?")).name,
        "mate": blue.participant_set.get(name="Ann").pk,
        "key": "nonsense", "uidb36": "1", "provider_id": "oidc", "token": "nonsense",
    }  # fmt: skip


def ask(door: str, browser: Client, jar: SimpleCookie, known: dict[str, Any]) -> Any:
    """What this browser is answered, with its cookies as they were; nothing stays of it."""
    method, _, pattern = door.partition(" ")
    browser.cookies = copy.deepcopy(jar)
    address = filled(pattern, known)
    sent = {"key": KEY} | {
        name: value.format(**known) if isinstance(value, str) else value
        for name, value in SENT.get(door, {}).items()
    }
    with undone():
        return browser.get(address) if method == "GET" else browser.post(address, sent)


def filled(pattern: str, known: dict[str, Any]) -> str:
    """The address with something in its braces."""
    fill = known | special(pattern, known)
    return re.sub(r"\{(\w+)\}", lambda found: str(fill[found[1]]), pattern)


def special(pattern: str, known: dict[str, Any]) -> dict[str, Any]:
    """Braces of one name that mean different things in different addresses."""
    if pattern.startswith("/ctl/{pk}/injects/own/"):
        return {"name": known["own"], "verb": "fire"}
    if pattern == "/invited/{token}":
        return {"token": known["invitation"]}
    if pattern == "/ctl/tokens/{token}/revoke":
        return {"token": known["own_token"]}
    if pattern == "/account/invitations/{pk}/withdraw":
        return {"pk": known["mine"]}
    return {"verb": VERBS[pattern]} if pattern in VERBS else {}
