"""The observer's pad and the evaluation guide. With the token of who watches the room."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from game.api import said
from game.api.exercises import READ, WRITE, must_be_over
from game.api.keys import FacilitatorToken, SeatToken, exercise_of, person_of, team_of, user_of
from game.api.once import once
from game.api.pages import Limit, Offset, page
from game.api.problems import invalid
from game.api.room_shapes import (
    AllRatingsPage,
    NotedPage,
    ObservationOut,
    ObservationPage,
    Press,
    ProbedPage,
    Rated,
    RatingOut,
    RatingPage,
)
from game.api.shapes import MaybeKey
from game.models import Observation, Rating, Team
from game.runtime import marks, pad, remembered, tokens
from game.sim import reading

router = Router(tags=["Observer's pad"])
RESULTS, OWN_RESULTS = FacilitatorToken(tokens.RESULTS), SeatToken(tokens.RESULTS)


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
            {"task": number, "title": said.plain(title), "target": said.plain(target)}
            for number, (title, target) in enumerate(zip(pad.TASKS, pad.TARGETS, strict=True), 1)
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


@router.get(
    "/seat/observations",
    auth=OWN_RESULTS,
    response=NotedPage,
    summary="What observers let your team see, after the end",
)
def shared(request: HttpRequest, limit: Limit = 50, offset: Offset = 0) -> dict[str, Any]:
    """In the order of the morning, without who wrote it down."""
    person = person_of(request)
    must_be_over(person.exercise)
    return page(request, pad.shared_with(person.team), (limit, offset), _noted)


def _shown(row: Observation) -> dict[str, Any]:
    return _noted(row) | {"shared": row.shared, "by": row.user.get_username()}


def _noted(row: Observation) -> dict[str, Any]:
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
        "words": marks.words_of(row),
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
    return _task(task) | {"mark": mark, "note": note}


def _task(task: int) -> dict[str, Any]:
    title, target = pad.TASKS[task - 1], pad.TARGETS[task - 1]
    return {"task": task, "title": said.plain(title), "target": said.plain(target)}


@router.get(
    "/exercises/{int:pk}/ratings",
    auth=READ,
    response=AllRatingsPage,
    summary="All observers' marks of all teams",
)
def all_ratings(
    request: HttpRequest, pk: int, limit: Limit = 50, offset: Offset = 0
) -> dict[str, Any]:
    """For the owner and co-hosts: raters who saw each other's marks would not be independent."""
    rows = marks.all_ratings(exercise_of(request, pk, write=True))
    return page(request, rows, (limit, offset), _whose)


def _whose(row: Rating) -> dict[str, Any]:
    known = {"team": row.team_id, "by": row.user.get_username()}
    return _rating(row.task, row) | known


@router.get(
    "/exercises/{int:pk}/probes",
    auth=RESULTS,
    response=ProbedPage,
    summary="What teams answered from memory, after the end",
)
def probes(request: HttpRequest, pk: int, limit: Limit = 50, offset: Offset = 0) -> dict[str, Any]:
    """For the owner and co-hosts. `right` is null where nobody answered."""
    exercise = exercise_of(request, pk, write=True)
    must_be_over(exercise)
    teams = exercise.team_set.select_related("exercise").order_by("index")
    rows = [(team, one) for team in teams for one in remembered.of_team(team).answers]
    return page(request, rows, (limit, offset), _probed)


@router.get(
    "/seat/probes",
    auth=OWN_RESULTS,
    response=ProbedPage,
    summary="What your team answered from memory, after the end",
)
def own_probes(request: HttpRequest, limit: Limit = 50, offset: Offset = 0) -> dict[str, Any]:
    person = person_of(request)
    must_be_over(person.exercise)
    rows = [(person.team, one) for one in remembered.of_team(person.team).answers]
    return page(request, rows, (limit, offset), _probed)


def _probed(row: tuple[Team, remembered.Answer]) -> dict[str, Any]:
    team, one = row
    return {
        "team": team.pk,
        "asked": one.asked,
        "time": reading(one.asked),
        "question": one.question,
        "title": said.plain(one.title),
        "seats": list(one.seats),
        "actor": one.actor,
        "answer": said.plain(one.said),
        "right": one.right if one.actor else None,
        "truth": said.plain(one.truth),
        "log_seq": one.log_seq,
    }


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
