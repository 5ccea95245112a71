"""A whole exercise as one file, and back again in another installation with the same results.

The file is a document of its own, not the database's tables: it names teams by index and people by
the tokens that log lines use. It holds pseudonyms instead of names, and no words that anybody typed
while it ran: of free text only what the room prepared, its injects. It holds the secret of the
draws, so it can be had only after the end. What plans of a week are worth is not in it: that is a
cache which all exercises share, and no file may write figures there.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.db import IntegrityError, transaction
from pydantic import Field, ValidationError

from game import clock as wall
from game import sim
from game.models import (
    ClockChange,
    Exercise,
    LogEntry,
    Participant,
    Result,
    Seat,
    Team,
    User,
    Week,
)
from game.runtime import commands, crew, mornings, observed, plans, records, whole_cast
from game.runtime.errors import CannotDo
from game.runtime.exports import need_end
from game.runtime.observed import Part
from game.runtime.results import finish
from game.sim.text import text

KIND = "eighth-server/exercise"
# 1: no bots, no plans; 2: no observers' marks; 3: injects without their words; 4: no awards
FORMAT_VERSION = 5
MOST_BYTES = 32 * 1024 * 1024
Token = Annotated[str, Field(pattern=r"^[a-z]+\d{0,18}$", max_length=24)]
OF_EXERCISE = (
    "name", "scenario", "scenario_hash", "variant", "level", "era", "seating", "pace", "secret",
    "practice", "late_joining", "team_size", "hints", "probes", "started", "ended",
)  # fmt: skip
OF_LINE = (
    "log_seq", "kind", "due_step", "seats", "actor_kind", "actor", "payload", "key", "prev_hash",
    "wall_ms",
)  # fmt: skip
OF_TEAM = ("index", "name", "next_seq", "last_due", "head")
OF_CHANGE = ("kind", "wall_ms", "step", "speed", "paused", "reason")


class ExercisePart(Part):
    name: Annotated[str, Field(max_length=120)]
    scenario: Annotated[str, Field(max_length=60)]
    scenario_hash: str
    variant: Annotated[str, Field(max_length=60)]
    level: Literal["cadet", "officer", "master"]
    era: Literal["", "2012", "today"]
    seating: Literal["roles", "open"]
    pace: Annotated[str, Field(max_length=20)]
    secret: Annotated[str, Field(pattern=r"^[0-9a-f]{1,32}$")]
    practice: bool
    late_joining: bool
    team_size: int
    hints: bool
    probes: bool
    started: datetime | None
    ended: datetime | None
    week_started_ms: int | None = None


class PersonPart(Part):
    token: Token
    name: Annotated[str, Field(max_length=40)]
    team: int
    seats: list[Literal["IC", "RTR", "TRD", "RSK", "COM", "CHG"]]
    removed: bool


class LinePart(Part):
    log_seq: int
    kind: Literal["order", "refusal", "note", "seats", "plan"]
    due_step: Annotated[int, Field(ge=0, le=sim.STEPS + 100_000)]
    seats: list[str]
    actor_kind: Annotated[str, Field(max_length=12)]
    actor: Annotated[str, Field(max_length=40)]
    payload: dict[str, Any]
    key: Annotated[str, Field(max_length=64)]
    prev_hash: Annotated[str, Field(max_length=64)]
    wall_ms: int


class TeamPart(Part):
    index: Annotated[int, Field(ge=0, lt=10_000)]
    name: Annotated[str, Field(max_length=60)]
    next_seq: int
    last_due: int
    head: Annotated[str, Field(max_length=64)]
    log: list[LinePart]


class ChangePart(Part):
    team: int | None
    kind: Literal["start", "pause", "resume", "thaw", "speed", "outage", "aftermath", "skip", "end"]
    wall_ms: int
    step: int
    speed: float | None
    paused: bool
    reason: Annotated[str, Field(max_length=60)]


class ResultPart(Part):
    team: int
    state_hash: str
    total: int
    score_version: int


class Whole(Part):
    """The document."""

    kind: Literal["eighth-server/exercise"]
    format_version: Literal[1, 2, 3, 4, 5]
    sim_version: str
    exercise: ExercisePart
    teams: Annotated[list[TeamPart], Field(min_length=1, max_length=200)]
    people: Annotated[list[PersonPart], Field(max_length=2_000)]
    clock: list[ChangePart]
    results: list[ResultPart]
    bots: Annotated[list[whole_cast.BotPart], Field(max_length=2_000)] = []
    plan: whole_cast.Plan = {}
    injects: Annotated[list[whole_cast.InjectPart], Field(max_length=1_000)] = []
    awards: Annotated[list[whole_cast.AwardPart], Field(max_length=2_000)] = []
    observations: Annotated[list[observed.ObservationPart], Field(max_length=20_000)] = []
    ratings: Annotated[list[observed.RatingPart], Field(max_length=20_000)] = []


# Out


def whole(exercise: Exercise) -> dict[str, Any]:
    """The document of an ended exercise. Raises CannotDo before the end."""
    need_end(exercise)
    teams = list(exercise.team_set.order_by("index"))
    index_of = {team.pk: team.index for team in teams}
    week = plans.week_of(exercise)
    own = {name: getattr(exercise, name) for name in OF_EXERCISE}
    document = {
        "kind": KIND,
        "format_version": FORMAT_VERSION,
        "sim_version": exercise.sim_version,
        "exercise": own | {"week_started_ms": week.started_ms if week else None},
        "teams": [_team(team) for team in teams],
        "people": _people(exercise, index_of),
        "clock": [_change(row, index_of) for row in _changes(exercise)],
        "results": [_result(row) for row in _results(exercise)],
        "bots": whole_cast.bots(exercise),
        "plan": exercise.plan,
        "injects": whole_cast.injects(exercise),
        "awards": whole_cast.given(exercise),
        **observed.out(exercise),
    }
    return Whole.model_validate(document).model_dump(mode="json")


def _team(team: Team) -> dict[str, Any]:
    lines = LogEntry.objects.filter(team=team).order_by("log_seq")
    log = [{name: getattr(line, name) for name in OF_LINE} for line in lines]
    return {name: getattr(team, name) for name in OF_TEAM} | {"log": log}


def _people(exercise: Exercise, index_of: dict[int, int]) -> list[dict[str, Any]]:
    everyone = Participant.objects.filter(exercise=exercise).order_by("pk")
    return [
        {
            "token": who.token,
            "name": f"Person {number}",
            "team": index_of[who.team_id],
            "seats": list(who.seats),
            "removed": who.removed,
        }
        for number, who in enumerate(everyone.prefetch_related("seat_set"), 1)
    ]


def _changes(exercise: Exercise) -> list[ClockChange]:
    return list(ClockChange.objects.filter(exercise=exercise).order_by("pk"))


def _change(row: ClockChange, index_of: dict[int, int]) -> dict[str, Any]:
    team = index_of.get(row.team_id) if row.team_id else None
    return {name: getattr(row, name) for name in OF_CHANGE} | {"team": team}


def _results(exercise: Exercise) -> list[Result]:
    kept = Result.objects.filter(team__exercise=exercise).select_related("team")
    return list(kept.order_by("team__index"))


def _result(row: Result) -> dict[str, Any]:
    return {
        "team": row.team.index,
        "state_hash": row.body["state_hash"],
        "total": row.body["score"]["signed"],
        "score_version": row.score_version,
    }


# In


def read(body: bytes) -> Whole:
    """The document of a file. Raises CannotDo with the place that does not hold."""
    if len(body) > MOST_BYTES:
        raise CannotDo(text("This file is too large."))
    try:
        return Whole.model_validate_json(body)
    except ValidationError as why:
        first = why.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        wrong = text("This is no exercise file: {where}: {why}", where=where, why=first["msg"])
        raise CannotDo(wrong) from None


def bring_in(document: Whole, owner: User | None) -> Exercise:
    """The ended exercise in this database, unranked, with its log as it was. Raises CannotDo,
    NotYours."""
    if owner:
        crew.need_host(owner)
    _need_same_morning(document)
    try:
        with transaction.atomic():
            return _made(document, owner)
    except (IntegrityError, KeyError):
        raise CannotDo(text("The parts of this file contradict each other.")) from None


def compare(exercise: Exercise, document: Whole) -> list[dict[str, Any]]:
    """Compute the results here and hold them against the file's, team by team."""
    finish(exercise)
    here = {part["team"]: part for part in map(_result, _results(exercise))}
    return [
        {"team": there.team, "same": here[there.team] == there.model_dump(), **here[there.team]}
        for there in document.results
    ]


def _need_same_morning(document: Whole) -> None:
    """Another simulation or scenario would make another morning of the same log."""
    own = document.exercise
    if document.sim_version != sim.VERSION:
        versions = {"theirs": document.sim_version, "ours": sim.VERSION}
        raise CannotDo(text("It was played on version {theirs}; here is {ours}.", **versions))
    try:
        here = mornings.chosen(own.scenario, own.variant, own.level, own.era)
    except (KeyError, sim.BadScenario, FileNotFoundError):
        raise CannotDo(text("Its scenario is not known here.")) from None
    if here.hash != own.scenario_hash:
        raise CannotDo(text("Its scenario has changed since: the results would differ."))


def _made(document: Whole, owner: User | None) -> Exercise:
    own = document.exercise.model_dump(exclude={"week_started_ms"})
    times = {"started": own["started"], "ended": own["ended"] or wall.now()}
    exercise = Exercise.objects.create(
        **(own | times),
        owner=owner,
        organisation=owner.organisation if owner else None,
        sim_version=document.sim_version,
        state=Exercise.State.ENDED,
        ranked=False,
        plan=document.plan,
    )
    if started_ms := document.exercise.week_started_ms:
        Week.objects.create(exercise=exercise, started_ms=started_ms)
    teams = {part.index: _bring_team(exercise, part) for part in document.teams}
    _bring_people(exercise, document, teams)
    whole_cast.bring_bots(exercise, document.bots, teams)
    whole_cast.bring_injects(exercise, document.injects)
    whole_cast.bring_awards(document.awards, teams)
    for change in document.clock:
        team = None if change.team is None else teams[change.team]
        fields = change.model_dump(exclude={"team"})
        ClockChange.objects.create(exercise=exercise, team=team, **fields)
    observed.bring_in(exercise, teams, document.observations, document.ratings)
    records.audit(exercise, owner, "exercise.imported", teams=len(teams))
    return exercise


def _bring_team(exercise: Exercise, part: TeamPart) -> Team:
    team = Team.objects.create(exercise=exercise, **part.model_dump(exclude={"log"}))
    LogEntry.objects.bulk_create(LogEntry(team=team, **line.model_dump()) for line in part.log)
    if commands.broken_at(team) is not None:
        raise CannotDo(text("The log of {team} was changed after it was written.", team=team.name))
    return team


def _bring_people(exercise: Exercise, document: Whole, teams: dict[int, Team]) -> None:
    """With the tokens of their log lines, so that its numbers mean the same people."""
    for part in document.people:
        person = Participant.objects.create(
            exercise=exercise,
            team=teams[part.team],
            name=part.name,
            alias=part.token,
            removed=part.removed,
        )
        Seat.objects.bulk_create(
            Seat(team=person.team, participant=person, role=role) for role in part.seats
        )
