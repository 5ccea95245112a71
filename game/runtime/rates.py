"""How often somebody asked this minute. Counts live in the cache: what it forgets is harmless."""

from __future__ import annotations

from django.core.cache import cache

from game import clock as wall

WINDOW_MS = 60_000
WRONG_PER_ADDRESS = 10  # join codes a minute; right ones never count: a class has one address
WRONG_PER_SITE = 300


def count(name: str) -> int:
    """Count one; how many of this name there were this minute, this one included."""
    key = f"{name}:{wall.now_ms() // WINDOW_MS}"
    cache.add(key, 0, timeout=2 * WINDOW_MS // 1000)
    try:
        return int(cache.incr(key))
    except ValueError:  # it expired, or the cache was flushed, between the two calls
        return 1


def too_many_wrong(address: str) -> bool:
    """Count one wrong join code; true when its address or the whole site had too many."""
    counts = [count(f"wrong:{address}"), count("wrong")]
    return counts[0] > WRONG_PER_ADDRESS or counts[1] > WRONG_PER_SITE


def left_s() -> int:
    """Whole seconds until the minute is over."""
    return 1 + (WINDOW_MS - wall.now_ms() % WINDOW_MS) // 1000
