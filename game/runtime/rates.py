"""How often somebody asked this minute. Counts live in the cache: what it forgets is harmless."""

from __future__ import annotations

from django.core.cache import cache

from game import clock as wall

WINDOW_MS = 60_000


def count(name: str) -> int:
    """Count one; how many of this name there were this minute, this one included."""
    key = f"{name}:{wall.now_ms() // WINDOW_MS}"
    cache.add(key, 0, timeout=2 * WINDOW_MS // 1000)
    try:
        return int(cache.incr(key))
    except ValueError:  # it expired, or the cache was flushed, between the two calls
        return 1


def left_s() -> int:
    """Whole seconds until the minute is over."""
    return 1 + (WINDOW_MS - wall.now_ms() % WINDOW_MS) // 1000
