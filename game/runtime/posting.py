"""One POST to an address that somebody else typed: only to the public network, never redirected.

Names are looked up once and the connection goes to the address that was judged, so that a name
which means another address a moment later reaches nothing inside.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from game.runtime.errors import CannotDo
from game.sim.text import text

TIMEOUT_S = 5.0
PORTS = {"http": 80, "https": 443}


class Unreachable(Exception):
    """Nothing was sent, in words for the table of deliveries."""


def check(url: str) -> SplitResult:
    """The parts of an address that may be posted to. Raises CannotDo."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise CannotDo(text("This is not an address.")) from None
    if parts.scheme not in PORTS or not parts.hostname or port == 0:
        raise CannotDo(text("An address begins with https:// or http:// and names a host."))
    if parts.username or parts.password:
        raise CannotDo(text("An address holds no password: the signature proves who sends."))
    if _is_literal(parts.hostname) and not _may_reach(parts.hostname):
        raise CannotDo(text("This address is not on the public network."))
    return parts


def post(url: str, body: bytes, headers: dict[str, str]) -> int:
    """The status of the answer. Raises Unreachable, or CannotDo for an address that is none."""
    parts = check(url)
    assert parts.hostname is not None
    port = parts.port or PORTS[parts.scheme]
    try:
        address = _address(parts.hostname, port)
        return _sent(parts, _connection(parts, port, address), body, headers)
    except (OSError, http.client.HTTPException) as why:
        raise Unreachable(f"{type(why).__name__}: {why}"[:200]) from None


def _sent(
    parts: SplitResult,
    connection: http.client.HTTPConnection,
    body: bytes,
    headers: dict[str, str],
) -> int:
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("POST", target, body, headers)
        return connection.getresponse().status
    finally:
        connection.close()


def _connection(parts: SplitResult, port: int, address: str) -> http.client.HTTPConnection:
    """Named as the address says, connected to where it was judged to lead."""
    made = _Plain if parts.scheme == "http" else _Secure
    connection = made(parts.hostname or "", port, timeout=TIMEOUT_S)
    connection.address = address
    return connection


class _Plain(http.client.HTTPConnection):
    address = ""

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), self.timeout)


class _Secure(_Plain):
    def connect(self) -> None:
        super().connect()
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(self.sock, server_hostname=self.host)


def _address(host: str, port: int) -> str:
    """Where a name leads. Raises Unreachable when any of its addresses lies inside."""
    found = [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found or not all(_may_reach(address) for address in found):
        raise Unreachable("not on the public network")
    return found[0]


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _may_reach(address: str) -> bool:
    """Public addresses, and with ALLOW_PRIVATE_HOOKS those of the house; never multicast."""
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None) or found
    if mapped.is_multicast or mapped.is_unspecified or mapped.is_reserved:
        return False
    return bool(settings.ALLOW_PRIVATE_HOOKS or mapped.is_global)
