"""Wrong join codes are counted; right ones never are, for a class sits behind one address."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest

from game import clock

PER_ADDRESS = 10  # wrong codes a minute
PER_SITE = 300
WINDOW_MS = 60_000


def too_many_wrong(request: HttpRequest) -> bool:
    """Count one wrong code; true when its address or the whole site had too many this minute."""
    address = request.META.get("REMOTE_ADDR", "")
    counts = [_count(f"wrong:{address}"), _count("wrong")]
    return counts[0] > PER_ADDRESS or counts[1] > PER_SITE


def _count(name: str) -> int:
    key = f"{name}:{clock.now_ms() // WINDOW_MS}"
    cache.add(key, 0, timeout=2 * WINDOW_MS // 1000)
    try:
        return cache.incr(key)
    except ValueError:  # it expired, or the cache was flushed, between the two calls
        return 1
