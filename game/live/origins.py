"""Which pages may open a socket: those of this server. Anything else, also nonsense, gets 403."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from game.live.keys import brings_key

Scope = dict[str, Any]
App = Callable[[Scope, Any, Any], Awaitable[None]]


def same_origin(app: App) -> App:
    """Let through what carries this server's own origin, a trusted one, or a key of its own."""

    async def guarded(scope: Scope, receive: Any, send: Any) -> None:
        ours = is_ours(_header(scope, b"origin"), _header(scope, b"host"))
        if ours or brings_key(scope):
            await app(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 4403})  # before accept: HTTP 403

    return guarded


async def nowhere(scope: Scope, receive: Any, send: Any) -> None:
    """There is no socket at this address: HTTP 403, no traceback."""
    await send({"type": "websocket.close", "code": 4404})


def is_ours(origin: str, host: str) -> bool:
    """True for an origin that names the host that was asked, when that host is ours."""
    if origin in settings.CSRF_TRUSTED_ORIGINS:
        return True
    try:
        parts = urlsplit(origin)
        named = parts.netloc if parts.port or parts.hostname else ""
    except ValueError:
        return False
    domain, _ = split_domain_port(host)
    known = bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)
    return known and parts.scheme in ("http", "https") and named.lower() == host.lower()


def _header(scope: Scope, name: bytes) -> str:
    found = [value for key, value in scope.get("headers", []) if key == name]
    return found[0].decode("latin1") if len(found) == 1 else ""
