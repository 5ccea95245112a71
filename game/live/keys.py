"""Programs at the play socket: a bearer in the header, or a ticket in the address.

Who brings a key is judged by it alone: the cookies that a browser may have added count for
nothing, and so the page that it came from does not matter either.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

from game.models import Participant
from game.runtime import tokens

Scope = dict[str, Any]
SOCKET = "/ws/play"


def brings_key(scope: Scope) -> bool:
    """Is this a program at the play socket?"""
    return scope.get("path") == SOCKET and bool(_bearer(scope) or _ticket(scope))


def holder(scope: Scope) -> Participant | None:
    """The person for whom the key plays."""
    if bearer := _bearer(scope):
        token = tokens.recognise(bearer)
        return token.participant if token and tokens.PLAY in token.scopes else None
    return tokens.use_ticket(_ticket(scope))


def _bearer(scope: Scope) -> str:
    found = [value for key, value in scope.get("headers", ()) if key == b"authorization"]
    kind, _, plain = (found[0].decode("latin1") if len(found) == 1 else "").partition(" ")
    return plain if kind.lower() == "bearer" else ""


def _ticket(scope: Scope) -> str:
    query = parse_qs(scope.get("query_string", b"").decode("latin1"))
    return query.get("ticket", [""])[0]
