"""Sign-ins, sign-outs and failures, for the audit. What was typed is not kept: it may be a word
that somebody meant for the other field."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models import Q
from django.dispatch import receiver

from game.models import User
from game.runtime.records import Change, about, audit

NAMES = ("username", "email", "login")


@receiver(user_logged_in)
def signed_in(sender: Any, user: Any, **_: Any) -> None:
    audit(None, user, "signin", Change(about=about(user)))


@receiver(user_logged_out)
def signed_out(sender: Any, user: Any, **_: Any) -> None:
    if isinstance(user, User):
        audit(None, user, "signout", Change(about=about(user)))


@receiver(user_login_failed)
def failed(sender: Any, credentials: dict[str, Any], **_: Any) -> None:
    """About the account that was meant, if there is one."""
    typed = next((credentials[name] for name in NAMES if credentials.get(name)), "")
    meant = (
        User.objects.filter(Q(username=typed) | Q(email__iexact=typed)).first() if typed else None
    )
    audit(None, None, "signin.failed", Change(about=about(meant) if meant else "nobody"))
