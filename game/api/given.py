"""Points by hand after the end: awards and corrections, beside the score. With a facilitator's
token; a team reads its own."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status

from game.api.exercises import WRITE, must_be_over
from game.api.keys import FacilitatorToken, SeatToken, exercise_of, person_of, team_of, user_of
from game.api.once import once
from game.api.pages import Limit, Offset, page
from game.api.problems import invalid, one_of
from game.api.room_shapes import AwardIn, AwardOut, AwardPage, OwnAwardPage
from game.api.shapes import MaybeKey
from game.models import Award
from game.runtime import awards, tokens

router = Router(tags=["Results and exports"])
RESULTS, OWN_RESULTS = FacilitatorToken(tokens.RESULTS), SeatToken(tokens.RESULTS)


@router.get(
    "/exercises/{int:pk}/awards", auth=RESULTS, response=AwardPage, summary="Points by hand"
)
def given(request: HttpRequest, pk: int, limit: Limit = 50, offset: Offset = 0) -> dict[str, Any]:
    """Withdrawn ones too; what counts for a team is the sum of the others."""
    exercise = exercise_of(request, pk)
    must_be_over(exercise)
    return page(request, awards.of_exercise(exercise), (limit, offset), _shown)


@router.post(
    "/exercises/{int:pk}/awards",
    auth=WRITE,
    response={201: AwardOut},
    summary="Give or take points, with the reason",
)
def give(request: HttpRequest, pk: int, sent: AwardIn, key: MaybeKey = None) -> Any:
    """After the end of an exercise that is not ranked. The score stays as the log earned it."""
    exercise = exercise_of(request, pk, write=True)
    must_be_over(exercise)
    team = team_of(request, exercise, sent.team)

    def make() -> dict[str, Any]:
        with invalid():
            return _shown(awards.give(team, user_of(request), sent.points, sent.reason))

    return Status(201, once(request, key, make))


@router.delete(
    "/exercises/{int:pk}/awards/{int:award}",
    auth=WRITE,
    response={204: None},
    summary="Withdraw points that were given",
)
def withdraw(request: HttpRequest, pk: int, award: int) -> Any:
    """They stay on record and no longer count."""
    exercise = exercise_of(request, pk, write=True)
    must_be_over(exercise)
    rows = Award.objects.filter(pk=award, team__exercise=exercise)
    awards.withdraw(one_of(rows, _("There are no such points.")), user_of(request))
    return Status(204, None)


@router.get(
    "/seat/awards",
    auth=OWN_RESULTS,
    response=OwnAwardPage,
    summary="Points that your team was given",
)
def own(request: HttpRequest, limit: Limit = 50, offset: Offset = 0) -> dict[str, Any]:
    person = person_of(request)
    must_be_over(person.exercise)
    return page(request, awards.standing(person.team), (limit, offset), _told)


def _told(row: Award) -> dict[str, Any]:
    return {"id": row.pk, "team": row.team_id, "points": row.points, "reason": row.reason}


def _shown(row: Award) -> dict[str, Any]:
    return _told(row) | {
        "by": row.by.get_username() if row.by else "",
        "at": row.at,
        "withdrawn": row.withdrawn,
    }
