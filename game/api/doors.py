"""Ways in without a token: a join code, or a morning alone."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status

from game import live, runtime, sim
from game.api.keys import strangers
from game.api.once import once_seated
from game.api.problems import Problem
from game.api.rooms import given
from game.api.shapes import Join, MaybeKey, SeatGiven, Solo
from game.models import Exercise, Participant
from game.runtime import people, rates, tokens, weeks

router = Router(tags=["Ways in"])


@router.get(
    "/join/{code}",
    auth=None,
    response=dict[str, Any],
    summary="What a code opens: an exercise and its teams",
)
def look(request: HttpRequest, code: str) -> dict[str, Any]:
    strangers(request)
    exercise = _open(request, code)
    teams = exercise.team_set.order_by("index").values("id", "name", "locked")
    return {"name": exercise.name, "state": exercise.state, "teams": list(teams)}


@router.post(
    "/join",
    auth=None,
    response={201: SeatGiven},
    summary="Join by code as a player or a program",
)
def join(request: HttpRequest, sent: Join, key: MaybeKey = None) -> Any:
    """With a key: sent again it is the same person, with the same token."""
    strangers(request)
    return Status(201, once_seated(request, key, lambda plain: _joined(request, sent, plain)))


def _joined(request: HttpRequest, sent: Join, plain: str) -> dict[str, Any]:
    exercise = _open(request, sent.code)
    teams = list(exercise.team_set.values_list("pk", flat=True))
    team = teams[0] if sent.team is None and len(teams) == 1 else sent.team
    person = runtime.join(exercise.code, sent.name, team, _before(request))
    live.reseated(person.team_id)
    return given(person, "joined", plain)


@router.post("/solo", auth=None, response={201: SeatGiven}, summary="A morning alone, unranked")
def solo(request: HttpRequest, sent: Solo, key: MaybeKey = None) -> Any:
    """Every seat is yours; `POST /seat/begin` rings the bell."""
    strangers(request)
    return Status(201, once_seated(request, key, lambda plain: _alone(sent, plain)))


def _alone(sent: Solo, plain: str) -> dict[str, Any]:
    if sent.scenario not in sim.exercise_names():
        raise Problem(422, _("There is no such scenario."))
    if sent.variant and sent.variant not in sim.load(sent.scenario).variants:
        raise Problem(422, _("This scenario has no variants to choose from."))
    exercise, person = runtime.solo(sent.scenario, sent.name, sent.level, sent.variant)
    if weeks.has_week(exercise):
        weeks.begin(exercise, person)
    return given(person, "solo", plain)


def _open(request: HttpRequest, code: str) -> Exercise:
    """The exercise that this code opens. Unknown, locked and ended ones sound the same."""
    exercise = runtime.find(code)
    if exercise is not None and people.lets_in(exercise):
        return exercise
    if rates.too_many_wrong(request.META.get("REMOTE_ADDR", "")):
        words = _("Too many wrong codes. Wait a minute.")
        raise Problem(429, words, retry_after_s=rates.left_s())
    raise Problem(404, _("That code does not open an exercise."))


def _before(request: HttpRequest) -> Participant | None:
    """Who the program was, if it brings a seat's token: who was removed asks to come back."""
    kind, _space, plain = request.headers.get("Authorization", "").partition(" ")
    token = tokens.recognise(plain) if kind.lower() == "bearer" else None
    return token.participant if token else None
