"""The one-time link that lets a facilitator in."""

from __future__ import annotations

import hashlib
import secrets

from django.db import models


def digest(token: str) -> str:
    """What is stored of a token: a stolen database opens no door."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    """192 random bits, safe in an address."""
    return secrets.token_urlsafe(24)


class DoorToken(models.Model):
    """Good once, for a quarter of an hour after it was printed."""

    digest = models.CharField(max_length=64, unique=True)
    created_ms = models.BigIntegerField()
    used_ms = models.BigIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return f"door {self.pk}"
