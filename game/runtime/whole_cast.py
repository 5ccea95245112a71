"""Who and what stood beside the people of a whole exercise: its bots, its plan, its own injects.

A result needs none of it: the log has what they did. Who reads the exercise elsewhere does. Injects
have the words that the room prepared, as a scenario has its; erased ones are gone and not in it.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from game.models import Award, Bot, Exercise, OwnInject, Participant, Team
from game.runtime import awards, drafts

Token = Annotated[str, Field(pattern=r"^[a-z]+\d{0,18}$", max_length=24)]
SeatName = Literal["IC", "RTR", "TRD", "RSK", "COM", "CHG"]
Word = Annotated[str, Field(pattern=r"^[\w.:+-]{0,40}$")]
OF_INJECT = (
    "number", "name", "mark", "channel", "sender", "seats", "teams", "trigger", "answer",
    "title", "body", "expected",
)  # fmt: skip
Plan = dict[Annotated[str, Field(max_length=40)], int | Annotated[str, Field(max_length=10)]]


class CastPart(BaseModel):
    """What the document does not know is refused."""

    model_config = ConfigDict(extra="forbid")


class BotPart(CastPart):
    token: Token
    team: int
    level: Literal["novice", "competent", "expert"]
    seats: list[SeatName]
    covers: Token | None
    active: bool


class InjectPart(CastPart):
    """As it was prepared. Files of versions 1 to 3 have it without its words."""

    number: Annotated[int, Field(ge=0, lt=10_000)]
    name: Annotated[str, Field(pattern=r"^[\w-]{1,20}$")]
    mark: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    channel: Annotated[Word, Field(max_length=10)]
    sender: Annotated[Word, Field(max_length=20)]
    seats: list[SeatName]
    teams: list[int]
    trigger: Annotated[str, Field(max_length=200)]
    answer: Annotated[str, Field(max_length=40)]
    title: Annotated[str, Field(max_length=drafts.TITLE_LENGTH)] = ""
    body: Annotated[str, Field(max_length=drafts.BODY_LENGTH)] = ""
    expected: Annotated[str, Field(max_length=drafts.LINE_LENGTH)] = ""


class AwardPart(CastPart):
    """Points by hand that counted; what they were for is words, and stays behind."""

    team: int
    points: Annotated[int, Field(ge=-awards.MOST_POINTS, le=awards.MOST_POINTS)]


def given(exercise: Exercise) -> list[dict[str, int]]:
    """Points by hand that count."""
    kept = [one for one in awards.of_exercise(exercise) if one.withdrawn is None]
    return [{"team": one.team.index, "points": one.points} for one in kept]


def bring_awards(parts: list[AwardPart], teams: dict[int, Team]) -> None:
    """As given by nobody here. Raises KeyError for a team that is not there."""
    Award.objects.bulk_create(
        Award(team=teams[part.team], points=part.points, reason="", by=None) for part in parts
    )


def bots(exercise: Exercise) -> list[dict[str, Any]]:
    """Every bot that there was, by the token of its log lines."""
    kept = Bot.objects.filter(team__exercise=exercise).select_related("team", "covers")
    return [
        {
            "token": bot.token,
            "team": bot.team.index,
            "level": bot.level,
            "seats": bot.roles,
            "covers": bot.covers.token if bot.covers else None,
            "active": bot.active,
        }
        for bot in kept.order_by("pk")
    ]


def injects(exercise: Exercise) -> list[dict[str, Any]]:
    """Its own injects, by which the log's rows are found again."""
    kept = OwnInject.objects.filter(exercise=exercise).order_by("number")
    return [{name: getattr(row, name) for name in OF_INJECT} for row in kept]


def bring_bots(exercise: Exercise, parts: list[BotPart], teams: dict[int, Team]) -> None:
    """With the tokens of their log lines. Raises KeyError for a team or person there is not."""
    people = {one.token: one for one in Participant.objects.filter(exercise=exercise)}
    Bot.objects.bulk_create(
        Bot(
            team=teams[part.team],
            level=part.level,
            roles=part.seats,
            covers=people[part.covers] if part.covers else None,
            active=part.active,
            alias=part.token,
        )
        for part in parts
    )


def bring_injects(exercise: Exercise, parts: list[InjectPart]) -> None:
    """As they were planned, with the marks by which the logs name them."""
    OwnInject.objects.bulk_create(
        OwnInject(
            exercise=exercise,
            title=part.title or part.name,
            **part.model_dump(exclude={"title"}),
        )
        for part in parts
    )
