"""Accounts by invitation: a link with which somebody makes one, good once and for two weeks.

The token is 192 random bits and only its digest is kept, so it needs no signature.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q, QuerySet

from game import clock as wall
from game.models import Invitation, User
from game.models.doors import digest, new_token
from game.runtime import crew
from game.runtime.errors import CannotDo
from game.runtime.records import Change, about, audit
from game.sim.text import text

MOST_OPEN = 100
SPENT = text("This invitation has been used, or is too old.")


def invite(by: User, email: str = "") -> str:
    """A token for a link. Raises CannotDo when too many of this user's are still open, NotYours
    for an account that may not."""
    crew.need_host(by)
    if len(open_of(by)) >= MOST_OPEN:
        raise CannotDo(text("{most} invitations are open. Withdraw one first.", most=MOST_OPEN))
    token = new_token()
    with transaction.atomic():
        row = Invitation.objects.create(
            digest=digest(token), email=email, organisation=by.organisation, invited_by=by
        )
        audit(None, by, "account.invited", Change(about=about(row)))
    return token


def invitation(token: str) -> Invitation | None:
    """The invitation to an account behind a link, unless it is used, old or unknown.

    Who invited must still be let in, and host, themselves.
    """
    hosts = Q(invited_by__may_host=True) | Q(invited_by__is_superuser=True)
    row = _unused().filter(hosts, digest=digest(token), invited_by__is_active=True).first()
    return None if row is None or crew.is_old(row) else row


def open_of(user: User) -> list[Invitation]:
    """The invitations that somebody gave and nobody used yet, newest first."""
    return [
        row for row in _unused().filter(invited_by=user).order_by("-pk") if not crew.is_old(row)
    ]


def accept(token: str, name: str, password: str) -> User:
    """The account of who follows the link. Raises CannotDo: spent, or the name is taken."""
    with transaction.atomic():
        row = invitation(token)
        if row is None or not _spend(row):
            raise CannotDo(SPENT)
        user = crew.new_account(name, password, may_host=True)
        user.organisation = row.organisation
        user.email = "" if _taken(row.email) else row.email
        user.save(update_fields=["organisation", "email"])
        audit(None, user, "account.made", Change(about=about(user)), invitation=row.pk)
        return user


def admit(token: str, user: User) -> None:
    """Who has an account that only helps may host from now on. Raises CannotDo: spent."""
    with transaction.atomic():
        row = invitation(token)
        if row is None or not _spend(row):
            raise CannotDo(SPENT)
        change = Change({"may_host": user.may_host}, {"may_host": True}, about(user))
        user.may_host = True
        user.save(update_fields=["may_host"])
        audit(None, user, "account.admitted", change, invitation=row.pk)


def withdraw(row: Invitation, by: User) -> None:
    """The link opens nothing any more."""
    with transaction.atomic():
        if _spend(row):
            audit(None, by, "account.withdrawn", Change(about=about(row)))


def _unused() -> QuerySet[Invitation]:
    return Invitation.objects.filter(exercise__isnull=True, used__isnull=True)


def _spend(row: Invitation) -> bool:
    """False when somebody was faster. The address has done its work and is forgotten."""
    return bool(_unused().filter(pk=row.pk).update(used=wall.now(), email=""))


def _taken(email: str) -> bool:
    return bool(email) and User.objects.filter(email__iexact=email).exists()
