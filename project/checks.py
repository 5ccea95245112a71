"""The start-up check: it refuses unsafe production settings in plain words."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import connection

from project.addresses import LOOPBACK


@register(Tags.security)
def production_is_safe(**_: Any) -> list[Error]:
    """Errors for what would be dangerous with people in the room; embedded: only DEBUG."""
    if not settings.PRODUCTION:
        return []
    return [
        Error(words, id=f"game.E{number:03d}") for number, words in enumerate(_faults(), 1) if words
    ]


def _faults() -> list[str]:
    public = urlsplit(settings.PUBLIC_URL)
    open_to_others = public.hostname not in LOOPBACK
    return [
        ""
        if settings.DATABASE_URL
        else "REDIS_URL is set but DATABASE_URL is not: set both, or neither.",
        ""
        if settings.REDIS_URL
        else "DATABASE_URL is set but REDIS_URL is not: set both, or neither.",
        "" if "postgresql" in _engine() else "DATABASE_URL must name a PostgreSQL database.",
        "DEBUG is on: it shows secrets to whoever causes an error. Unset DEBUG."
        if settings.DEBUG
        else "",
        ""
        if _strong(settings.SECRET_KEY)
        else "SECRET_KEY is too short or a sample: use 50 random characters.",
        "ALLOWED_HOSTS holds '*': name the hosts that people type."
        if "*" in settings.ALLOWED_HOSTS
        else "",
        "PUBLIC_URL is not https: cookies would cross the network in the clear."
        if open_to_others and public.scheme != "https"
        else "",
    ]


def _engine() -> str:
    return str(settings.DATABASES["default"]["ENGINE"])


def _strong(secret: str) -> bool:
    return len(secret) >= 50 and len(set(secret)) >= 10 and "insecure" not in secret


@register(Tags.database)
def commits_are_durable(databases: list[str] | None = None, **_: Any) -> list[Error]:
    """PostgreSQL must not answer before a command is on disk: 'accepted' would be a lie."""
    if not databases or connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        return [
            Error(
                f"PostgreSQL runs with {name} off: accepted commands could be lost.", id="game.E010"
            )
            for name in ("fsync", "synchronous_commit")
            if _setting(cursor, name) == "off"
        ]


def _setting(cursor: Any, name: str) -> str:
    cursor.execute("SELECT current_setting(%s)", [name])
    return str(cursor.fetchone()[0])


@register(Tags.security)
def single_sign_on_is_whole(**_: Any) -> list[Error]:
    """An issuer without a client would be a button that fails."""
    names = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
    given = [name for name in names if getattr(settings, name)]
    missing = [name for name in names if name not in given]
    if not given or not missing:
        return []
    return [Error(f"{given[0]} is set but {missing[0]} is not: set all of them.", id="game.E011")]
