"""What happens to an account is in the audit: passwords, addresses, second factors."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.dispatch import Signal

from game.models import User
from game.runtime.records import Change, about, audit

EVENTS: dict[str, tuple[Signal, ...]] = {
    "user.password": (account.password_changed, account.password_set, account.password_reset),
    "user.email": (account.email_changed,),
    "user.second_factor.added": (mfa.authenticator_added,),
    "user.second_factor.removed": (mfa.authenticator_removed,),
    "user.second_factor.reset": (mfa.authenticator_reset,),
    "signin.failed": (mfa.authentication_failed,),
}


def written(what: str) -> Any:
    """A receiver that writes down that this happened to a user's account."""

    def receive(sender: Any, request: Any, user: User, **_: Any) -> None:
        by = request.user if isinstance(request.user, User) else None
        audit(None, by, what, Change(about=about(user)))

    return receive


for _what, _signals in EVENTS.items():
    for _signal in _signals:
        _signal.connect(written(_what), weak=False, dispatch_uid=f"audit {_what}")
