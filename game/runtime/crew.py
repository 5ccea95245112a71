"""Who runs and who watches a room besides its owner: co-hosts and observers, invited by a link."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from game import clock as wall
from game.models import Crew, Exercise, Invitation, User
from game.models.doors import digest, new_token
from game.runtime.errors import CannotDo, NotYours
from game.runtime.records import Change, about, audit
from game.sim.text import text

OWNER, COHOST, OBSERVER = "owner", Crew.Role.COHOST.value, Crew.Role.OBSERVER.value
RUNS = (OWNER, COHOST)
WATCHES = (*RUNS, OBSERVER)
LIFE_DAYS = 14


def role_of(user: Any, exercise: Exercise) -> str:
    """owner, cohost, observer, or "" for somebody to whom this exercise does not exist."""
    if not user.is_authenticated:
        return ""
    if user.is_superuser or exercise.owner_id == user.pk:
        return OWNER
    row = Crew.objects.filter(exercise=exercise, user=user).first()
    return row.role if row else ""


def need_host(user: User) -> None:
    """Raise NotYours for an account that only helps in the exercises of others."""
    if not user.hosts:
        raise NotYours(
            text(
                "Your account helps in the exercises of others. To make your own, ask a "
                "facilitator for an invitation, or an administrator."
            )
        )


def exercises_of(user: User) -> Any:
    """The exercises that this user owns, runs or watches, newest first."""
    own = Exercise.objects.filter(owner=user)
    shared = Exercise.objects.filter(crew__user=user)
    return (own | shared).distinct()


def invite(exercise: Exercise, role: str, by: User) -> str:
    """A token for a link that is good once. Raises CannotDo for a role that there is not."""
    if role not in Crew.Role.values:
        raise CannotDo(text("Choose co-host or observer."))
    token = new_token()
    Invitation.objects.create(digest=digest(token), exercise=exercise, role=role, invited_by=by)
    audit(exercise, by, "crew.invited", Change({}, {"role": role}))
    return token


def invitation(token: str) -> Invitation | None:
    """The invitation to a crew behind a link, unless it is used, old or unknown."""
    found = Invitation.objects.select_related("exercise").filter(
        digest=digest(token), used__isnull=True, exercise__isnull=False
    )
    row = found.first()
    return None if row is None or is_old(row) else row


def is_old(row: Invitation) -> bool:
    return (wall.now() - row.created).days >= LIFE_DAYS


def pending(exercise: Exercise) -> QuerySet[Invitation]:
    """Invitations to a crew that may still be followed, the newest first."""
    since = wall.now() - timedelta(days=LIFE_DAYS)
    rows = Invitation.objects.filter(exercise=exercise, used__isnull=True, created__gt=since)
    return rows.order_by("-pk")


def withdraw(row: Invitation, by: User) -> None:
    """Nobody can follow that invitation any more."""
    audit(row.exercise, by, "crew.withdrawn", Change({"role": row.role}))
    row.delete()


def accept(token: str, user: User) -> Exercise:
    """Join the crew. Raises CannotDo when the link is spent."""
    with transaction.atomic():
        row = invitation(token)
        used = row and Invitation.objects.filter(pk=row.pk, used__isnull=True)
        if row is None or row.exercise is None or not used.update(used=wall.now()):
            raise CannotDo(text("This invitation has been used, or is too old."))
        appoint(row.exercise, user, row.role, user)
        return row.exercise


def appoint(exercise: Exercise, user: User, role: str, by: User) -> None:
    """Give a role in the crew, or another one; the owner has all rights already."""
    if role not in Crew.Role.values:
        raise CannotDo(text("Choose co-host or observer."))
    if exercise.owner_id == user.pk:
        return
    with transaction.atomic():
        before = Crew.objects.filter(exercise=exercise, user=user).first()
        Crew.objects.update_or_create(exercise=exercise, user=user, defaults={"role": role})
        was = {"role": before.role} if before else {}
        audit(exercise, by, "crew.joined", Change(was, {"role": role}, about(user)))


def new_account(name: str, password: str, *, may_host: bool = False) -> User:
    """An account for somebody who was invited; to a crew: without exercises of its own. Raises
    CannotDo for a name that is taken, be it in other capitals: one signs in with either."""
    if User.objects.filter(username__iexact=name).exists():
        raise CannotDo(text("That name is taken."))
    try:
        with transaction.atomic():
            return User.objects.create_user(username=name, password=password, may_host=may_host)
    except IntegrityError:
        raise CannotDo(text("That name is taken.")) from None


def dismiss(row: Crew, by: User) -> None:
    """Take a crew member's rights back."""
    audit(row.exercise, by, "crew.dismissed", Change({"role": row.role}, {}, about(row.user)))
    row.delete()
