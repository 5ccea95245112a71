"""The room: teams, people and their seats, views, injects. With a facilitator's token."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status

from game import live, runtime, sim
from game.api import said
from game.api.exercises import READ, WRITE, must_have_begun, team_named
from game.api.keys import FacilitatorToken, exercise_of, team_of, user_of
from game.api.once import once, once_seated
from game.api.pages import Limit, Offset, page
from game.api.problems import Problem, one_of
from game.api.shapes import (
    MaybeKey,
    NewPerson,
    NewTeam,
    PeoplePage,
    PersonChange,
    PersonOut,
    SeatGiven,
    TeamChange,
    TeamName,
    TeamPage,
)
from game.models import Exercise, Participant, Team
from game.runtime import crew, standings, tokens
from game.runtime import people as folk
from game.runtime import teams as groups
from game.sim.seats import ordered

router = Router(tags=["Room"])
SEATING = FacilitatorToken(tokens.PLAY)


@router.get("/exercises/{int:pk}/teams", auth=READ, response=TeamPage, summary="Every team's state")
def teams(request: HttpRequest, pk: int, limit: Limit = 50, offset: Offset = 0) -> dict[str, Any]:
    """As the control room's page has it; `score`, what it would be now, for those who run it."""
    exercise = exercise_of(request, pk)
    rows, scores = runtime.room(exercise), _scores(request, exercise)
    return page(
        request, rows, (limit, offset), lambda row: _team(row) | {"score": scores.get(row.team.pk)}
    )


def _scores(request: HttpRequest, exercise: Exercise) -> dict[int, dict[str, Any]]:
    """The scores so far that are known, by team. Asking keeps them fresh, as an open page does."""
    runs = crew.role_of(user_of(request), exercise) in crew.RUNS
    if not runs or exercise.state != Exercise.State.RUNNING:
        return {}
    standings.want(exercise)
    return {pk: _score(one) for pk, one in standings.known(exercise).items()}


def _score(one: standings.Standing) -> dict[str, Any]:
    parts = {key: {"points": got, "max": most} for key, (got, most) in one.parts.items()}
    kept = {"total": one.total, "hints": one.hints, "step": one.step, "current": one.current}
    return kept | {"parts": parts}


FACTS = (
    "step", "phase", "over", "pnl_cents", "in_rate", "out_rate", "declared_step", "contained",
    "claimed_step", "messages", "unacked", "hint_units", "opened", "newest_step",
)  # fmt: skip


def _team(row: Any) -> dict[str, Any]:
    """What the desk shows and says. The facts know the truth too: it stays inside till the end."""
    facts = row.facts
    return {
        "id": row.team.pk,
        "index": row.team.index,
        "name": row.team.name,
        "locked": row.team.locked,
        "people": [said.person(who) for who in row.people],
        "asks_back": [said.person(who) for who in row.asks_back],
        "clock": said.clock(row.clock),
        "last_action": row.last_action,
        "last_step": row.last_step,
        "idle_s": row.idle_s,
        "needs": list(row.needs),
        "facts": _facts(facts) if facts else None,
    }


def _facts(facts: Any) -> dict[str, Any]:
    """What was opened and what is believed, beside what the desk shows."""
    belief = facts.belief
    known = {name: getattr(facts, name) for name in FACTS}
    return known | {
        "newest": said.plain(facts.newest),
        "belief": {"p": list(belief.p), "mechanism": belief.mechanism, "step": belief.step},
    }


@router.post(
    "/exercises/{int:pk}/teams", auth=WRITE, response={201: TeamName}, summary="One more team"
)
def add_team(request: HttpRequest, pk: int, sent: NewTeam, key: MaybeKey = None) -> Any:
    """Until it has begun."""
    exercise, user = exercise_of(request, pk, write=True), user_of(request)
    made = once(request, key, lambda: team_named(groups.add(exercise, sent.name, user)))
    return Status(201, made)


@router.patch(
    "/exercises/{int:pk}/teams/{int:team}",
    auth=WRITE,
    response=TeamName,
    summary="Rename it, or lock it for newcomers",
)
def change_team(request: HttpRequest, pk: int, team: int, sent: TeamChange) -> dict[str, Any]:
    exercise, user = exercise_of(request, pk, write=True), user_of(request)
    found = team_of(request, exercise, team)
    with transaction.atomic():
        if sent.name is not None:
            folk.rename_team(found, sent.name, user)
        if sent.locked is not None:
            groups.set_locked(found, sent.locked, user)
    found.refresh_from_db()
    return team_named(found)


@router.delete(
    "/exercises/{int:pk}/teams/{int:team}",
    auth=WRITE,
    response={204: None},
    summary="Take away a team that is empty",
)
def drop_team(request: HttpRequest, pk: int, team: int) -> Any:
    """Until it has begun; 409 says what stands against it."""
    exercise = exercise_of(request, pk, write=True)
    groups.drop(team_of(request, exercise, team), user_of(request))
    return Status(204, None)


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
def add(request: HttpRequest, pk: int, sent: NewPerson, key: MaybeKey = None) -> Any:
    exercise = exercise_of(request, pk, write=True)
    return Status(201, once_seated(request, key, lambda plain: _added(exercise, sent, plain)))


def _added(exercise: Exercise, sent: NewPerson, plain: str) -> dict[str, Any]:
    person = runtime.join(exercise.code, sent.name, sent.team)
    live.reseated(person.team_id)
    return given(person, "API", plain)


def given(person: Participant, name: str, plain: str) -> dict[str, Any]:
    """A new seat token, with whom it plays for."""
    tokens.seat(person, name, plain)
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
def token_for(request: HttpRequest, pk: int, person: int, key: MaybeKey = None) -> Any:
    exercise = exercise_of(request, pk, write=True)
    found = _person(exercise, person)

    def make(plain: str) -> dict[str, Any]:
        runtime.audit(exercise, user_of(request), "token.seat", participant=found.pk)
        return given(found, "API", plain)

    return Status(201, once_seated(request, key, make))


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
