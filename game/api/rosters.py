"""Who is expected, and the personal links. With a facilitator's token; links need none."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Router, Status

from game import live
from game.api.exercises import WRITE
from game.api.keys import exercise_of, strangers, user_of
from game.api.once import once_seated
from game.api.pages import Limit, Offset, page
from game.api.problems import Problem, invalid, one_of
from game.api.room_shapes import Follow, Roster, RosterGrown, RosterPage
from game.api.rooms import given
from game.api.shapes import MaybeKey, SeatGiven
from game.models import Expected
from game.runtime import roster

router = Router(tags=["Roster"])


@router.get(
    "/exercises/{int:pk}/roster",
    auth=WRITE,
    response=RosterPage,
    summary="Who is expected, with everybody's link",
)
def lines(request: HttpRequest, pk: int, limit: Limit = 50, offset: Offset = 0) -> dict[str, Any]:
    """For who runs the room: a link is a seat."""
    rows = Expected.objects.filter(exercise=exercise_of(request, pk, write=True)).order_by("pk")
    return page(request, rows, (limit, offset), _line)


def _line(row: Expected) -> dict[str, Any]:
    return {
        "id": row.pk,
        "name": row.name,
        "team": row.team_name,
        "role": row.role,
        "link": settings.PUBLIC_URL + reverse("me", args=[row.ticket]),
        "person": row.participant_id,
    }


@router.post(
    "/exercises/{int:pk}/roster",
    auth=WRITE,
    response=RosterGrown,
    summary="Expect people, by rows or by CSV",
)
def expect(request: HttpRequest, pk: int, sent: Roster) -> dict[str, Any]:
    """All of them or, where a line is wrong, none. A team that there is not yet is made."""
    exercise = exercise_of(request, pk, write=True)
    people = [*_read(sent.csv), *(roster.Line(**row.model_dump()) for row in sent.people)]
    if not people:
        raise Problem(422, _("Send people, or CSV with at least one line."))
    added = roster.expect(exercise, people, user_of(request))
    return {"added": added, "total": Expected.objects.filter(exercise=exercise).count()}


def _read(csv: str) -> list[roster.Line]:
    with invalid():
        return roster.read(csv)


@router.delete(
    "/exercises/{int:pk}/roster/{int:line}",
    auth=WRITE,
    response={204: None},
    summary="Take a line off; who has joined stays",
)
def strike(request: HttpRequest, pk: int, line: int) -> Any:
    rows = Expected.objects.filter(exercise=exercise_of(request, pk, write=True), pk=line)
    row = one_of(rows, _("There is no such line."))
    roster.strike(row, user_of(request))
    return Status(204, None)


@router.get(
    "/links/{ticket}",
    auth=None,
    response=dict[str, Any],
    summary="Whose personal link this is",
)
def whose(request: HttpRequest, ticket: str) -> dict[str, Any]:
    """`teams` to choose from, where the roster names none."""
    row = _of(request, ticket)
    free = [] if row.team_name or row.participant_id else row.exercise.team_set.order_by("index")
    return {
        "name": row.name,
        "exercise": {"name": row.exercise.name, "state": row.exercise.state},
        "team": row.team_name,
        "teams": [{"id": team.pk, "name": team.name} for team in free],
        "joined": row.participant_id is not None,
    }


@router.post(
    "/links/{ticket}", auth=None, response={201: SeatGiven}, summary="Take the seat of a link"
)
def follow(request: HttpRequest, ticket: str, sent: Follow, key: MaybeKey = None) -> Any:
    """The same person each time, and a token of its own."""
    _of(request, ticket)
    return Status(201, once_seated(request, key, lambda plain: _followed(ticket, sent, plain)))


def _followed(ticket: str, sent: Follow, plain: str) -> dict[str, Any]:
    person = roster.take(ticket, sent.team)
    live.reseated(person.team_id)
    return given(person, "link", plain)


def _of(request: HttpRequest, ticket: str) -> Expected:
    strangers(request)
    if (row := roster.of_ticket(ticket)) is None:
        raise Problem(404, _("This link belongs to nobody."))
    return row
