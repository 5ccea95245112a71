"""The shapes of what is sent and answered. What a schema does not name is refused."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Header, Schema
from pydantic import ConfigDict, Field, StringConstraints

Line = Annotated[str, StringConstraints(pattern=r"^[^\r\n]*$", strip_whitespace=True)]
Name = Annotated[Line, StringConstraints(min_length=1, max_length=20)]
Title = Annotated[Line, StringConstraints(min_length=1, max_length=60)]
SeatName = Literal["IC", "RTR", "TRD", "RSK", "COM", "CHG"]
Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[\w.-]{8,64}$",
        description="Names this request: sent again it has the first one's answer and no effect.",
    ),
]

MaybeKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[\w.-]{8,64}$",
        description="If you name this request: sent again within a day it has the first answer, "
        "without what is shown once, and nothing is made twice.",
    ),
]
When = Annotated[
    datetime, Field(strict=False, description="ISO 8601 with its offset, as 2026-05-04T09:00:00Z.")
]


Before = Annotated[int, Field(ge=0, le=7 * 24 * 60)]
BEFORE = "Minutes before `scheduled` at which the code begins to be valid; null: at once."


BEFORE_START = "Until it has begun."


class Sent(Schema):
    """What a client sends: strict types, no other fields."""

    model_config = ConfigDict(extra="forbid", strict=True)


class NewExercise(Sent):
    name: Title
    teams: Annotated[list[Title], Field(min_length=1, max_length=200)]
    scenario: str = "knight"
    variant: str = Field("", description="'' draws it from the secret; a chosen one is unranked.")
    level: Literal["cadet", "officer", "master"] = "officer"
    era: Literal["", "2012", "today"] = ""
    seating: Literal["roles", "open"] = "roles"
    pace: str = "default"
    seed: Annotated[int, Field(ge=0, le=2**31)] | None = Field(
        None, description="A typed seed is practice, unranked. It is never shown again."
    )
    late_joining: bool = True
    ranked: bool = Field(True, description="Granted only where nobody can know the morning.")
    hints: bool = True
    probes: bool = False
    team_size: Annotated[int, Field(ge=1, le=6)] = 6
    cover_after_s: Annotated[int, Field(ge=0, le=3600)] = Field(
        0, description="Seconds after which a bot covers for who has gone; 0: never."
    )
    cohort: Annotated[Line, StringConstraints(max_length=60)] = ""
    scheduled: When | None = Field(None, description="When it is to be played.")
    opens_before_min: Before | None = Field(None, description=BEFORE)
    starts_itself: bool = Field(False, description="At that time, if somebody is there.")


class Configuration(Sent):
    """Only what is sent changes."""

    name: Title | None = None
    cohort: Annotated[Line, StringConstraints(max_length=60)] | None = None
    variant: str | None = Field(
        None, description=f"{BEFORE_START} '' draws it; a chosen one is unranked."
    )
    level: Literal["cadet", "officer", "master"] | None = Field(None, description=BEFORE_START)
    era: Literal["", "2012", "today"] | None = Field(None, description=BEFORE_START)
    pace: str | None = Field(None, description=BEFORE_START)
    ranked: bool | None = Field(None, description=f"{BEFORE_START} Granted as when it is made.")
    hints: bool | None = Field(None, description=BEFORE_START)
    probes: bool | None = Field(None, description=BEFORE_START)
    late_joining: bool | None = None
    locked: bool | None = Field(None, description="Nobody new comes in.")
    team_size: Annotated[int, Field(ge=1, le=6)] | None = None
    cover_after_s: Annotated[int, Field(ge=0, le=3600)] | None = None
    archived: bool | None = Field(None, description="For its owner alone.")
    scheduled: When | None = Field(None, description="For its owner alone; null: no longer.")
    opens_before_min: Before | None = Field(None, description=BEFORE)
    starts_itself: bool | None = Field(None, description="For its owner alone.")


class Bots(Sent):
    """A whole team of bots, bots for seats that nobody holds, or all of them sent home."""

    do: Literal["team", "fill", "home"]
    level: Literal["novice", "competent", "expert"] = "competent"


class Consent(Sent):
    agrees: bool


class OneTeam(Sent):
    team: int | None = Field(None, description="None: every team.")


class Pause(OneTeam):
    reason: Annotated[Line, StringConstraints(max_length=60)] = ""


class Speed(OneTeam):
    speed: Annotated[float, Field(ge=0.25, le=600)] = Field(
        description="Simulated seconds per second, until the next phase begins."
    )


class Jump(OneTeam):
    seconds: Annotated[int, Field(ge=1, le=3600)] = 120


class Join(Sent):
    code: Annotated[str, Field(max_length=20)]
    name: Name
    team: int | None = Field(None, description="Needed when there is more than one.")


class NewTeam(Sent):
    name: Title


class TeamChange(Sent):
    name: Title | None = None
    locked: bool | None = Field(None, description="Nobody new comes into this team.")


class NewPerson(Sent):
    name: Name
    team: int


class PersonChange(Sent):
    """One thing at a time: a name, a team, or a seat of the team."""

    name: Name | None = None
    team: int | None = None
    seat: SeatName | None = None


class Command(Sent):
    action: Annotated[str, Field(max_length=40)]
    args: dict[str, Any] = Field(
        default_factory=dict, description="As the offer's fields say; routers by shown number."
    )


class NewNote(Sent):
    text: Annotated[Line, StringConstraints(min_length=1, max_length=200)]


class HandOver(Sent):
    seat: SeatName
    to: int = Field(description="Number of the person who takes it.")
    note: Annotated[Line, StringConstraints(max_length=200)] = ""


class Acknowledged(Sent):
    messages: Annotated[list[int], Field(max_length=400, description="All, by `id` of the view.")]


class Preference(Sent):
    seat: SeatName | Literal[""]


class WeekMove(Sent):
    kind: Literal["buy", "give_back", "agree"]
    card: Annotated[str, Field(max_length=40)] = ""
    day: Annotated[int, Field(ge=0, le=4)] = 0


class Solo(Sent):
    name: Name = "You"
    scenario: str = "knight"
    level: Literal["cadet", "officer", "master"] = "officer"
    variant: str = Field("", description="Who chooses knows what is coming; '' draws it.")


class Inject(Sent):
    """An inject of the list, or `adhoc` with words of your own."""

    what: Annotated[str, Field(max_length=40)]
    do: Literal["fire", "hold", "skip", "at", "auto"] = "fire"
    at: int | None = Field(None, description="Second of the morning, for 'at'.")
    team: int | None = Field(None, description="None: all teams; ranked exercises allow no other.")
    channel: Literal["phone", "mail", "chat", "notice"] | None = None
    sender: Annotated[str, Field(max_length=20)] | None = None
    seats: list[SeatName] = []
    words: Annotated[str, StringConstraints(max_length=1000)] = ""


# Answers


class ClockOut(Schema):
    step: int = Field(description="Seconds since 08:00:00.")
    time: str
    speed: float
    paused: bool
    reason: str
    phase: str
    state: str
    epoch: int
    wall_ms: int


class TeamName(Schema):
    id: int
    index: int
    name: str
    locked: bool


class ExerciseOut(Schema):
    id: int
    name: str
    code: str
    state: str
    scenario: str
    level: str
    era: str
    seating: str
    pace: str
    practice: bool
    ranked: bool
    late_joining: bool
    locked: bool
    hints: bool
    probes: bool
    team_size: int
    cover_after_s: int
    cohort: str
    archived: bool
    scheduled: datetime | None
    opens_before_min: int | None
    starts_itself: bool
    created: datetime
    started: datetime | None
    ended: datetime | None
    clock: ClockOut
    teams: list[TeamName]


class BeliefOut(Schema):
    p: list[int] = Field(description="Percent by shown router number; empty before the first.")
    mechanism: str
    step: int | None


class PartOut(Schema):
    points: int
    max: int


class ScoreOut(Schema):
    """What the team would have if nothing more were ordered."""

    total: int
    hints: int = Field(description="Points that help has cost.")
    step: int = Field(description="When that was found.")
    current: bool = Field(description="Nothing was ordered since.")
    parts: dict[str, PartOut]


class TextOut(Schema):
    id: str
    params: dict[str, Any]
    words: str


class FactsOut(Schema):
    """What a team shows and says. Not what is so."""

    model_config = ConfigDict(extra="forbid")

    step: int
    phase: str
    over: bool
    pnl_cents: int
    in_rate: int
    out_rate: int
    declared_step: int | None
    contained: str
    claimed_step: int | None
    messages: int
    unacked: int = Field(description="Alerts that nobody of the team has acknowledged.")
    hint_units: int
    opened: int = Field(description="Pieces of evidence that were opened.")
    newest: TextOut | None = Field(description="The one opened last.")
    newest_step: int | None
    belief: BeliefOut


class PersonOut(Schema):
    id: int
    token: str = Field(description="How log lines name this person; opens nothing.")
    name: str
    team: int
    seats: list[str]
    removed: bool
    asks_back: bool = Field(description="Removed, and would like to come back.")
    hopes_for: str = Field(description="The seat hoped for before the start, or nothing.")
    checked: datetime | None = Field(description="When this person said that updates arrive.")
    last_seen: datetime | None


class SeatGiven(Schema):
    bearer: str = Field(
        description="The seat's token: shown once, and to a repetition under the key."
    )
    person: PersonOut
    exercise: int


class ReceiptOut(Schema):
    status: str
    text: TextOut
    seq: int | None
    due_step: int | None
    effect_step: int | None
    due: str | None
    effect: str | None


class Page(Schema):
    items: list[dict[str, Any]]
    total: int
    next: str | None


class TeamOut(Schema):
    """A line of the control room."""

    model_config = ConfigDict(extra="forbid")

    id: int
    index: int
    name: str
    locked: bool
    people: list[PersonOut]
    asks_back: list[PersonOut]
    clock: ClockOut
    last_action: str
    last_step: int | None
    idle_s: int | None = Field(
        description="Real seconds since a person ordered something, or could begin to: pauses and"
        " bots do not count. Null before the bell and for bots alone."
    )
    needs: list[str] = Field(description="Why somebody should go there.")
    facts: FactsOut | None = Field(description="Null before the bell.")
    score: ScoreOut | None = Field(
        description="So far, while it runs; null until it was computed, and for an observer."
    )


class TeamPage(Schema):
    items: list[TeamOut]
    total: int
    next: str | None


class ExercisePage(Schema):
    items: list[ExerciseOut]
    total: int
    next: str | None


class PeoplePage(Schema):
    items: list[PersonOut]
    total: int
    next: str | None


class ProblemOut(Schema):
    """application/problem+json"""

    type: str
    title: str
    status: int
    detail: str
    errors: list[dict[str, str]] = []
