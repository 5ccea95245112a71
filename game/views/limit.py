"""Wrong join codes are counted; right ones never are, for a class sits behind one address."""

from __future__ import annotations

from django.http import HttpRequest

from game.runtime import rates


def too_many_wrong(request: HttpRequest) -> bool:
    """Count one wrong code; true when its address or the whole site had too many this minute."""
    return rates.too_many_wrong(request.META.get("REMOTE_ADDR", ""))
