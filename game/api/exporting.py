"""Results and exports of an ended exercise. With a facilitator's token."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import File, Router, Status
from ninja.files import UploadedFile

from game import runtime
from game.api import said
from game.api.exercises import must_be_over, shown
from game.api.keys import FacilitatorToken, exercise_of, host_of, owned, user_of
from game.api.pages import Limit, Offset, page
from game.api.problems import Problem
from game.api.shapes import ExerciseOut, Page
from game.runtime import crew, exports, tokens, wholes

router = Router(tags=["Results and exports"])
RESULTS, EXPORTS = FacilitatorToken(tokens.RESULTS), FacilitatorToken(tokens.EXPORTS)


@router.get("/exercises/{int:pk}/results", auth=RESULTS, response=Page, summary="Teams' results")
def results(request: HttpRequest, pk: int, limit: Limit = 20, offset: Offset = 0) -> Any:
    """`result` is null while it is being computed."""
    exercise = exercise_of(request, pk)
    must_be_over(exercise)
    rows = runtime.results(exercise)
    return page(request, rows, (limit, offset), _result)


def _result(row: Any) -> dict[str, Any]:
    team, body = row
    return {"team": team.pk, "index": team.index, "name": team.name, "result": said.plain(body)}


@router.get("/exercises/{int:pk}/exports/{table}.{form}", auth=EXPORTS, summary="One table")
def table(
    request: HttpRequest,
    pk: int,
    table: Literal["log", "clock", "results", "probes", "ratings", "observations", "awards"],
    form: Literal["csv", "json", "xlsx"],
) -> HttpResponse:
    """Tables with names and what people wrote are for who runs the room; observers read results."""
    exercise = exercise_of(request, pk)
    if table not in exports.tables_for(crew.role_of(user_of(request), exercise)):
        raise Problem(403, _("Who runs the room takes this away; you may read the results."))
    made = exports.file(exercise, table, form)
    given = HttpResponse(made.body, content_type=made.kind)
    given["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return given


@router.get(
    "/exercises/{int:pk}/exports/exercise",
    auth=EXPORTS,
    response=dict[str, Any],
    summary="The whole exercise, for another installation",
)
def whole(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Holds the secret of its draws, pseudonyms instead of names, and no free text."""
    return wholes.whole(owned(request, pk))


@router.post(
    "/exercises/imports",
    auth=FacilitatorToken(tokens.WRITE),
    response={201: ExerciseOut},
    summary="Bring in a whole exercise",
)
def bring_in(request: HttpRequest, file: UploadedFile = File(...)) -> Any:  # noqa: B008
    user = host_of(request)
    if (file.size or 0) > wholes.MOST_BYTES:
        raise Problem(413, _("This file is too large."))
    exercise = wholes.bring_in(wholes.read(file.read()), user)
    return Status(201, shown(exercise))
