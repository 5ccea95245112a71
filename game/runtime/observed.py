"""Observers' marks in the document of a whole exercise: what and when, without names and words.

An observer is a number there. Brought in, each becomes an account that nobody can sign in with.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from game import sim
from game.models import Exercise, Observation, Rating, Team, User
from game.runtime import marks, pad
from game.runtime.errors import CannotDo
from game.sim.text import text

MOST_OBSERVERS = 200  # whose marks one file holds; nobody has had so many
By = Annotated[int, Field(ge=1, le=MOST_OBSERVERS)]
OF_OBSERVATION = ("behaviour", "step", "role", "log_seq", "shared")
OF_RATING = ("task", "mark")


class Part(BaseModel):
    """What the document does not know is refused."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)


class ObservationPart(Part):
    team: int
    by: By
    behaviour: Annotated[str, Field(max_length=30)]
    step: Annotated[int, Field(ge=0, le=sim.STEPS + 100_000)]
    role: Literal["", "IC", "RTR", "TRD", "RSK", "COM", "CHG"]
    log_seq: Annotated[int, Field(ge=0, le=2_000_000_000)] | None
    shared: bool


class RatingPart(Part):
    team: int
    by: By
    task: Annotated[int, Field(ge=1, le=8)]
    mark: Literal["P", "S", "M", "U"]


def out(exercise: Exercise) -> dict[str, list[dict[str, Any]]]:
    """The observations and ratings of an exercise, with numbers for who made them."""
    noted, rated = marks.all_observations(exercise), marks.all_ratings(exercise)
    known = sorted({row.user_id for row in (*noted, *rated)})
    number = {pk: place for place, pk in enumerate(known[:MOST_OBSERVERS], 1)}
    return {
        "observations": [
            _out(row, OF_OBSERVATION, number) for row in noted if row.user_id in number
        ],
        "ratings": [_out(row, OF_RATING, number) for row in rated if row.user_id in number],
    }


def _out(
    row: Observation | Rating, names: tuple[str, ...], number: dict[int, int]
) -> dict[str, Any]:
    own = {name: getattr(row, name) for name in names}
    return own | {"team": row.team.index, "by": number[row.user_id]}


def bring_in(
    exercise: Exercise,
    teams: dict[int, Team],
    noted: list[ObservationPart],
    rated: list[RatingPart],
) -> None:
    """Keep them beside the log. Raises CannotDo for a key that the pad does not have, KeyError
    for a team and IntegrityError for a mark that is there twice."""
    if any(part.behaviour not in (*pad.BEHAVIOURS, pad.NOTE) for part in noted):
        raise CannotDo(text("There is no such key on the pad."))
    users = {by: _observer(exercise, by) for by in sorted({part.by for part in (*noted, *rated)})}
    for part in noted:
        fields = part.model_dump(include=set(OF_OBSERVATION))
        whose = {"exercise": exercise, "team": teams[part.team], "user": users[part.by]}
        Observation.objects.create(**whose, **fields)
    for mark in rated:
        fields = mark.model_dump(include=set(OF_RATING))
        Rating.objects.create(team=teams[mark.team], user=users[mark.by], **fields)


def _observer(exercise: Exercise, number: int) -> User:
    """Somebody of another installation: a name beside marks, and no way in."""
    user = User(username=f"observer-{exercise.pk}-{number}", is_active=False, may_host=False)
    user.set_unusable_password()
    user.save()
    return user
