"""The room: teams, people and their seats, views, injects. With a facilitator's token."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status

from game import live, runtime, sim
from game.api import said
from game.api.exercises import READ, WRITE, must_have_begun
from game.api.keys import FacilitatorToken, exercise_of, team_of, user_of
from game.api.pages import Limit, Offset, page
from game.api.problems import Problem, one_of
from game.api.shapes import (
    NewPerson,
    PeoplePage,
    PersonChange,
    PersonOut,
    SeatGiven,
    TeamPage,
)
from game.models import Exercise, Participant, Team
from game.runtime import people as folk
from game.runtime import tokens
from game.sim.seats import ordered

router = Router(tags=["Room"])
SEATING = FacilitatorToken(tokens.PLAY)


@router.get("/exercises/{int:pk}/teams", auth=READ, response=TeamPage, summary="Every team's state")
def teams(request: HttpRequest, pk: int, limit: Limit = 50, offset: Offset = 0) -> dict[str, Any]:
    rows = runtime.room(exercise_of(request, pk))
    return page(request, rows, (limit, offset), _team)


FACTS = (
    "step", "phase", "over", "pnl_cents", "in_rate", "out_rate", "declared_step", "contained",
    "claimed_step", "messages", "hint_units",
)  # fmt: skip


def _team(row: Any) -> dict[str, Any]:
    """What the desk shows and says. The facts know the truth too: it stays inside till the end."""
    facts = row.facts
    return {
        "id": row.team.pk,
        "index": row.team.index,
        "name": row.team.name,
        "people": [said.person(who) for who in row.people],
        "asks_back": [said.person(who) for who in row.asks_back],
        "clock": said.clock(row.clock),
        "last_action": row.last_action,
        "last_step": row.last_step,
        "idle_s": row.idle_s,
        "needs": list(row.needs),
        "facts": {name: getattr(facts, name) for name in FACTS} if facts else None,
    }


@router.get(
    "/exercises/{int:pk}/teams/{int:team}/view",
    auth=READ,
    response=dict[str, Any],
    summary="What seats of a team see now",
)
def mirror(request: HttpRequest, pk: int, team: int, seats: str = "") -> dict[str, Any]:
    """`seats` as IC-RTR; all when empty."""
    exercise = exercise_of(request, pk)
    must_have_begun(exercise)
    found = team_of(request, exercise, team)
    asked = ordered(seats.split("-")) if seats else sim.ALL_SEATS
    if not asked:
        raise Problem(422, _("There is no such seat."))
    return said.view(runtime.look(found, asked), found)


@router.get("/exercises/{int:pk}/people", auth=READ, response=PeoplePage, summary="Who is there")
def people(request: HttpRequest, pk: int, limit: Limit = 50, offset: Offset = 0) -> dict[str, Any]:
    found = Participant.objects.filter(exercise=exercise_of(request, pk))
    rows = found.prefetch_related("seat_set").order_by("pk")
    return page(request, rows, (limit, offset), said.person)


@router.post(
    "/exercises/{int:pk}/people",
    auth=SEATING,
    response={201: SeatGiven},
    summary="Seat a person or a program, and take its token",
)
def add(request: HttpRequest, pk: int, sent: NewPerson) -> Any:
    exercise = exercise_of(request, pk, write=True)
    person = runtime.join(exercise.code, sent.name, sent.team)
    live.reseated(person.team_id)
    return Status(201, given(person, "API"))


def given(person: Participant, name: str) -> dict[str, Any]:
    """A fresh seat token with whom it plays for."""
    _token, plain = tokens.seat(person, name)
    fresh = Participant.objects.get(pk=person.pk)
    return {"bearer": plain, "person": said.person(fresh), "exercise": person.exercise_id}


def _person(exercise: Exercise, pk: int) -> Participant:
    rows = Participant.objects.filter(exercise=exercise, pk=pk)
    return one_of(rows.select_related("team", "exercise"), _("There is no such person."))


@router.post(
    "/exercises/{int:pk}/people/{int:person}/token",
    auth=SEATING,
    response={201: SeatGiven},
    summary="A seat token for somebody who is there",
)
def token_for(request: HttpRequest, pk: int, person: int) -> Any:
    exercise = exercise_of(request, pk, write=True)
    found = _person(exercise, person)
    runtime.audit(exercise, user_of(request), "token.seat", participant=found.pk)
    return Status(201, given(found, "API"))


@router.patch(
    "/exercises/{int:pk}/people/{int:person}",
    auth=WRITE,
    response=PersonOut,
    summary="Rename, move, or give a seat",
)
def change(request: HttpRequest, pk: int, person: int, sent: PersonChange) -> dict[str, Any]:
    exercise, user = exercise_of(request, pk, write=True), user_of(request)
    found = _person(exercise, person)
    if sent.name is not None:
        _rename(found, sent.name, user)
    if sent.team is not None:
        _move(found, team_of(request, exercise, sent.team), user)
        found = _person(exercise, person)
    if sent.seat is not None:
        runtime.assign(found, sent.seat, user)
        live.reseated(found.team_id)
    return said.person(_person(exercise, person))


def _rename(person: Participant, name: str, by: Any) -> None:
    runtime.rename(person, name, by)
    live.renamed(person, name)


def _move(person: Participant, team: Team, by: Any) -> None:
    left = person.team_id
    runtime.move(person, team, by)
    live.regrouped(person)
    for one in (left, team.pk):
        live.reseated(one)


@router.delete(
    "/exercises/{int:pk}/people/{int:person}",
    auth=WRITE,
    response={204: None},
    summary="Take the seat",
)
def remove(request: HttpRequest, pk: int, person: int) -> Any:
    found = _person(exercise_of(request, pk, write=True), person)
    runtime.remove(found, user_of(request))
    live.removed(found)
    live.reseated(found.team_id)
    return Status(204, None)


@router.post(
    "/exercises/{int:pk}/people/{int:person}/readmit",
    auth=WRITE,
    response=PersonOut,
    summary="Let somebody come back",
)
def readmit(request: HttpRequest, pk: int, person: int) -> dict[str, Any]:
    exercise = exercise_of(request, pk, write=True)
    found = _person(exercise, person)
    folk.readmit(found, user_of(request))
    live.reseated(found.team_id)
    return said.person(_person(exercise, person))
