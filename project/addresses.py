"""Which address people type: links and QR codes must not say 127.0.0.1 to a room."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def lan_address() -> str:
    """The address of this machine in its network, or "" where it has none. Sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # TEST-NET: only chooses the outgoing interface
        except OSError:
            return ""
        address = str(probe.getsockname()[0])
    return "" if address in LOOPBACK else address


def origin_of(host: str, port: int) -> str:
    """Scheme, host and port of the server that binds to `host`."""
    shown = (lan_address() or "127.0.0.1") if host in ("0.0.0.0", "::") else host
    return f"http://{shown}:{port}"


def hosts_of(host: str, public_url: str) -> list[str]:
    """Host names that requests may carry."""
    named = urlsplit(public_url).hostname or ""
    return sorted({*LOOPBACK, named, *([] if host in ("0.0.0.0", "::") else [host])} - {""})


def is_loopback(url: str) -> bool:
    """Does the address lead nowhere but to this machine?"""
    return urlsplit(url).hostname in LOOPBACK
