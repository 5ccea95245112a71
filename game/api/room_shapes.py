"""Shapes of what stands around an exercise: crew, roster, pad, bots, boards, webhooks."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field, StringConstraints

from game.api.shapes import Line, SeatName, Sent, TextOut

Level = Literal["novice", "competent", "expert"]
Mark = Literal["", "P", "S", "M", "U"]
Short = Annotated[Line, StringConstraints(max_length=60)]


# Crew


class Invite(Sent):
    role: Literal["cohost", "observer"]


class MemberOut(Schema):
    id: int
    name: str
    role: str


class InvitationOut(Schema):
    id: int
    role: str
    created: datetime
    link: str | None = Field(None, description="Good once, for 14 days. It is shown once.")


class MemberPage(Schema):
    items: list[MemberOut]
    total: int
    next: str | None


class InvitationPage(Schema):
    items: list[InvitationOut]
    total: int
    next: str | None


# Roster


class Expected(Sent):
    name: Annotated[Line, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]
    team: Short = ""
    role: SeatName | Literal[""] = ""


class Roster(Sent):
    """People as rows, or as CSV with the columns name, team, role; a heading may stand first."""

    people: Annotated[list[Expected], Field(max_length=1000)] = []
    csv: Annotated[str, Field(max_length=100_000)] = ""


class RosterGrown(Schema):
    added: int = Field(description="Those who stood there already are not added again.")
    total: int


class ExpectedOut(Schema):
    id: int
    name: str
    team: str
    role: str
    link: str = Field(description="The way in that belongs to this person alone.")
    person: int | None = Field(description="Number of who has followed it.")


class RosterPage(Schema):
    items: list[ExpectedOut]
    total: int
    next: str | None


class Follow(Sent):
    team: int | None = Field(None, description="Where the link names no team.")


# Pad


class Press(Sent):
    """A behaviour of the pad, or `note` with words."""

    team: int
    behaviour: Annotated[str, Field(max_length=30)]
    role: SeatName | Literal[""] = ""
    note: Annotated[str, Field(max_length=300)] = ""
    shared: bool = Field(False, description="Shown to the team in the debrief.")


class NotedOut(Schema):
    id: int
    team: int
    behaviour: str
    title: TextOut | None
    step: int
    time: str
    role: str
    log_seq: int | None = Field(description="The team's newest line at that moment.")
    words: str


class ObservationOut(NotedOut):
    shared: bool
    by: str


class NotedPage(Schema):
    items: list[NotedOut]
    total: int
    next: str | None


class ObservationPage(Schema):
    items: list[ObservationOut]
    total: int
    next: str | None


class AwardIn(Sent):
    """Points for a team, below zero to take some, and what they are for."""

    team: int
    points: Annotated[int, Field(ge=-200, le=200)]
    reason: Annotated[Line, StringConstraints(min_length=3, max_length=300)]


class OwnAwardOut(Schema):
    id: int
    team: int
    points: int
    reason: str


class AwardOut(OwnAwardOut):
    by: str
    at: datetime
    withdrawn: datetime | None


class OwnAwardPage(Schema):
    items: list[OwnAwardOut]
    total: int
    next: str | None


class AwardPage(Schema):
    items: list[AwardOut]
    total: int
    next: str | None


class Rated(Sent):
    """Performed, some challenges, major challenges, unable; '' takes the mark back."""

    mark: Mark
    note: Annotated[str, Field(max_length=300)] = ""


class RatingOut(Schema):
    task: int
    title: TextOut
    target: TextOut
    mark: str
    note: str


class OnesRatingOut(RatingOut):
    team: int
    by: str


class AllRatingsPage(Schema):
    items: list[OnesRatingOut]
    total: int
    next: str | None


class ProbedOut(Schema):
    team: int
    asked: int = Field(description="The simulated second.")
    time: str
    question: str
    title: TextOut
    seats: list[str]
    actor: str = Field(description="Nothing: nobody answered.")
    answer: TextOut | None
    right: bool | None
    truth: TextOut | None
    log_seq: int | None


class ProbedPage(Schema):
    items: list[ProbedOut]
    total: int
    next: str | None


class RatingPage(Schema):
    items: list[RatingOut]
    total: int
    next: str | None


# Bots and boards


class BotTeamOut(Schema):
    team: int
    name: str
    people: int
    level: str = Field(description="Of the bot in its empty seats; nothing: none.")
    covers: int = Field(description="People for whom a bot plays just now.")


class BotPage(Schema):
    items: list[BotTeamOut]
    total: int
    next: str | None


class BoardAct(Sent):
    do: Literal["hide", "show", "freeze", "thaw", "reveal", "conceal", "renew"]
    places: Annotated[int, Field(ge=0, le=200)] = Field(
        0, description="For reveal: so many places, from the last."
    )


class Planned(Sent):
    """What is to become of injects: auto, hold, skip, or a time such as 09:40."""

    plan: Annotated[dict[str, str], Field(min_length=1, max_length=200)]


class OwnInject(Sent):
    """An inject that you write. It is for all teams and seats where none are named."""

    words: Annotated[str, StringConstraints(min_length=1, max_length=1000)]
    channel: Literal["mail", "phone", "chat", "notice"] = "mail"
    sender: Annotated[str, Field(max_length=20)] = "control"
    trigger: Annotated[str, Field(max_length=200)] = Field(
        "hand",
        description="hand, a time such as 09:40:30, or milestones that must all hold, such as "
        "after:rollback+120 without:cancel_orders.",
    )
    title: Annotated[str, Field(max_length=80)] = ""
    seats: list[SeatName] = []
    teams: Annotated[list[int], Field(max_length=200)] = []
    expected: Annotated[str, Field(max_length=200)] = ""
    answer: Annotated[str, Field(max_length=40)] = Field(
        "", description="The order or the item of evidence that meets it."
    )


class SentTo(Sent):
    team: int | None = Field(None, description="None: all teams that it is for.")


class Help(Sent):
    """The next hint about what a team has left open."""

    cost: Literal["free", "price"] = Field("free", description="price: as if it had asked.")
    team: int | None = Field(None, description="None: all teams; ranked exercises allow no other.")


class ActOut(Schema):
    id: int
    what: str
    words: str
    state: str = Field(description="waits, done, undone, or failed with the reason as words")
    left_s: int = Field(description="Seconds for which it can be taken back.")
    by: str


class ActPage(Schema):
    items: list[ActOut]
    total: int
    next: str | None


# Webhooks


class NewHook(Sent):
    url: Annotated[str, Field(max_length=300)]
    events: Annotated[list[str], Field(min_length=1, max_length=20)]


class HookChange(Sent):
    active: bool


class HookOut(Schema):
    id: int
    url: str
    events: list[str]
    active: bool
    created: datetime
    secret: str | None = Field(None, description="Signs what is sent. It is shown once.")


class HookPage(Schema):
    items: list[HookOut]
    total: int
    next: str | None


class DeliveryOut(Schema):
    id: int
    event: str
    subject: str
    state: str = Field(description="waiting, taken or given_up")
    attempts: int
    answer: str = Field(description="What the last try was answered.")
    created: datetime
    body: dict[str, Any]


class DeliveryPage(Schema):
    items: list[DeliveryOut]
    total: int
    next: str | None
