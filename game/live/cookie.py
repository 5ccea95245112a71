"""The player's cookie: signed, apart from Django's session, the same for pages and sockets."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.http import HttpResponse

COOKIE = "seat"
DRILL = "drill"  # beside it: who learns the console keeps the seat in the exercise
SALT = "game.seat"
LIFE_S = 7 * 24 * 3600


def write_cookie(response: HttpResponse, secret: str, name: str = COOKIE) -> None:
    """Give the seat to the browser that asked for it."""
    response.set_cookie(
        name,
        signing.Signer(salt=SALT).sign(secret),
        max_age=LIFE_S,
        httponly=True,
        secure=settings.SECURE,
        samesite="Lax",
    )


def read_cookie(cookies: dict[str, str], name: str = COOKIE) -> str | None:
    """The participant's secret, or None for a cookie that is missing or not ours."""
    try:
        return signing.Signer(salt=SALT).unsign(cookies.get(name, ""))
    except signing.BadSignature:
        return None
