"""One-time links: how a facilitator gets in without a password."""

from __future__ import annotations

from django.db import transaction

from game import clock as wall
from game.models import DoorToken, User
from game.models.doors import digest, new_token

LIFE_MS = 15 * 60 * 1000
FACILITATOR = "facilitator"


def new_door() -> str:
    """A fresh token, good once and for a quarter of an hour."""
    token = new_token()
    DoorToken.objects.create(digest=digest(token), created_ms=wall.now_ms())
    return token


def open_door(token: str) -> User | None:
    """The facilitator whom this token lets in, or None when it is used, old or unknown."""
    now = wall.now_ms()
    with transaction.atomic():
        used = DoorToken.objects.filter(
            digest=digest(token), used_ms__isnull=True, created_ms__gt=now - LIFE_MS
        ).update(used_ms=now)
        if not used:
            return None
        user, new = User.objects.get_or_create(
            username=FACILITATOR, defaults={"is_staff": True, "is_superuser": True}
        )
        if new:
            user.set_unusable_password()
            user.save(update_fields=["password"])
        return user
