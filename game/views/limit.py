"""Wrong join codes are counted; right ones never are, for a class sits behind one address."""

from __future__ import annotations

from django.http import HttpRequest

from game.runtime.rates import count

PER_ADDRESS = 10  # wrong codes a minute
PER_SITE = 300


def too_many_wrong(request: HttpRequest) -> bool:
    """Count one wrong code; true when its address or the whole site had too many this minute."""
    address = request.META.get("REMOTE_ADDR", "")
    counts = [count(f"wrong:{address}"), count("wrong")]
    return counts[0] > PER_ADDRESS or counts[1] > PER_SITE
