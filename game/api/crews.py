"""Who runs and watches a room besides its owner. With a facilitator's token."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Router, Status

from game.api.exercises import READ, WRITE, shown
from game.api.keys import owned, user_of
from game.api.once import once
from game.api.pages import Limit, Offset, page
from game.api.problems import Problem, one_of
from game.api.room_shapes import InvitationOut, InvitationPage, Invite, MemberPage
from game.api.shapes import ExerciseOut, MaybeKey
from game.models import Crew, Invitation
from game.runtime import crew

router = Router(tags=["Crew"])


@router.get(
    "/exercises/{int:pk}/crew", auth=READ, response=MemberPage, summary="Co-hosts and observers"
)
def members(request: HttpRequest, pk: int, limit: Limit = 50, offset: Offset = 0) -> dict[str, Any]:
    rows = Crew.objects.filter(exercise=owned(request, pk)).select_related("user").order_by("pk")
    return page(request, rows, (limit, offset), _member)


def _member(row: Crew) -> dict[str, Any]:
    return {"id": row.pk, "name": row.user.get_username(), "role": row.role}


@router.delete(
    "/exercises/{int:pk}/crew/{int:member}",
    auth=WRITE,
    response={204: None},
    summary="Take somebody's rights back",
)
def dismiss(request: HttpRequest, pk: int, member: int) -> Any:
    rows = Crew.objects.filter(exercise=owned(request, pk), pk=member)
    row = one_of(rows, _("There is no such person."))
    crew.dismiss(row, user_of(request))
    return Status(204, None)


@router.get(
    "/exercises/{int:pk}/invitations",
    auth=READ,
    response=InvitationPage,
    summary="Invitations that nobody has followed yet",
)
def invitations(
    request: HttpRequest, pk: int, limit: Limit = 50, offset: Offset = 0
) -> dict[str, Any]:
    return page(request, crew.pending(owned(request, pk)), (limit, offset), _invitation)


def _invitation(row: Invitation, link: str | None = None) -> dict[str, Any]:
    return {"id": row.pk, "role": row.role, "created": row.created, "link": link}


@router.post(
    "/exercises/{int:pk}/invitations",
    auth=WRITE,
    response={201: InvitationOut},
    summary="Invite a co-host or an observer",
)
def invite(request: HttpRequest, pk: int, sent: Invite, key: MaybeKey = None) -> Any:
    """The answer's link makes whoever follows it first one of the crew."""
    exercise = owned(request, pk)

    def make() -> dict[str, Any]:
        token = crew.invite(exercise, sent.role, user_of(request))
        row = crew.invitation(token)
        assert row is not None
        return _invitation(row, settings.PUBLIC_URL + reverse("invited", args=[token]))

    return Status(201, once(request, key, make, hide="link"))


@router.delete(
    "/exercises/{int:pk}/invitations/{int:invitation}",
    auth=WRITE,
    response={204: None},
    summary="Withdraw an invitation",
)
def withdraw(request: HttpRequest, pk: int, invitation: int) -> Any:
    rows = crew.pending(owned(request, pk)).filter(pk=invitation)
    row = one_of(rows, _("There is no such invitation."))
    crew.withdraw(row, user_of(request))
    return Status(204, None)


@router.post(
    "/invitations/{token}",
    auth=WRITE,
    response=ExerciseOut,
    summary="Follow an invitation with your account",
)
def accept(request: HttpRequest, token: str) -> dict[str, Any]:
    """`token` is the last part of the link."""
    if crew.invitation(token) is None:
        raise Problem(404, _("This invitation has been used, or is too old."))
    return shown(crew.accept(token, user_of(request)))
