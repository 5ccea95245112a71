"""The observer's pad and the evaluation guide. With the token of who watches the room."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from game.api import said
from game.api.exercises import READ, WRITE
from game.api.keys import exercise_of, team_of, user_of
from game.api.once import once
from game.api.pages import Limit, Offset, page
from game.api.problems import invalid
from game.api.room_shapes import (
    ObservationOut,
    ObservationPage,
    Press,
    Rated,
    RatingOut,
    RatingPage,
)
from game.api.shapes import MaybeKey
from game.models import Observation, Rating, Team
from game.runtime import pad
from game.sim import reading

router = Router(tags=["Observer's pad"])


@router.get("/pad", auth=READ, response=dict[str, Any], summary="Keys of the pad, and the tasks")
def keys(request: HttpRequest) -> dict[str, Any]:
    """Marks: P performed, S some challenges, M major challenges, U unable."""
    known = pad.BEHAVIOURS.items()
    return {
        "behaviours": [
            {"key": key, "letter": letter, "title": said.plain(title)}
            for key, (letter, title) in known
        ],
        "tasks": [
            {"task": number, "title": said.plain(title)}
            for number, title in enumerate(pad.TASKS, 1)
        ],
        "marks": [{"mark": value, "title": str(title)} for value, title in Rating.Mark.choices],
    }


@router.get(
    "/exercises/{int:pk}/observations",
    auth=READ,
    response=ObservationPage,
    summary="What observers wrote down, newest first",
)
def observations(
    request: HttpRequest, pk: int, team: int | None = None, limit: Limit = 50, offset: Offset = 0
) -> dict[str, Any]:
    exercise = exercise_of(request, pk)
    rows = Observation.objects.filter(exercise=exercise).select_related("user", "words")
    if team is not None:
        rows = rows.filter(team=team_of(request, exercise, team))
    return page(request, rows.order_by("-pk"), (limit, offset), _shown)


def _shown(row: Observation) -> dict[str, Any]:
    known = pad.BEHAVIOURS.get(row.behaviour)
    return {
        "id": row.pk,
        "team": row.team_id,
        "behaviour": row.behaviour,
        "title": said.plain(known[1]) if known else None,
        "step": row.step,
        "time": reading(row.step),
        "role": row.role,
        "log_seq": row.log_seq,
        "words": row.words.body if row.words and not row.words.erased else "",
        "shared": row.shared,
        "by": row.user.get_username(),
    }


@router.post(
    "/exercises/{int:pk}/observations",
    auth=WRITE,
    response={201: ObservationOut},
    summary="Press a key of the pad",
)
def press(request: HttpRequest, pk: int, sent: Press, key: MaybeKey = None) -> Any:
    """Stamped with the team's simulated second and its newest line."""
    team = team_of(request, exercise_of(request, pk), sent.team)
    pressed = pad.Press(sent.behaviour, sent.role, sent.note, sent.shared)

    def make() -> dict[str, Any]:
        return _shown(_marked(request, team, pressed))

    return Status(201, once(request, key, make))


def _marked(request: HttpRequest, team: Team, pressed: pad.Press) -> Observation:
    with invalid():
        return pad.mark(team, user_of(request), pressed)


@router.get(
    "/exercises/{int:pk}/teams/{int:team}/ratings",
    auth=READ,
    response=RatingPage,
    summary="Your own marks of a team",
)
def ratings(
    request: HttpRequest, pk: int, team: int, limit: Limit = 50, offset: Offset = 0
) -> dict[str, Any]:
    marks = pad.ratings(team_of(request, exercise_of(request, pk), team), user_of(request))
    tasks = range(1, len(pad.TASKS) + 1)
    return page(request, tasks, (limit, offset), lambda task: _rating(task, marks.get(task)))


def _rating(task: int, row: Rating | None) -> dict[str, Any]:
    mark, note = (row.mark, row.note) if row else ("", "")
    return {"task": task, "title": said.plain(pad.TASKS[task - 1]), "mark": mark, "note": note}


@router.put(
    "/exercises/{int:pk}/teams/{int:team}/ratings/{int:task}",
    auth=WRITE,
    response=RatingOut,
    summary="Mark one of the tasks",
)
def rate(request: HttpRequest, pk: int, team: int, task: int, sent: Rated) -> dict[str, Any]:
    found, user = team_of(request, exercise_of(request, pk), team), user_of(request)
    with invalid():
        pad.rate(found, user, task, sent.mark, sent.note)
    return _rating(task, pad.ratings(found, user).get(task))
