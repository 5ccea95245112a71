"""Awards and corrections by hand: points beside the score, each with its reason and its giver.

What the log earned is never touched: the score, its hash and the boards across exercises stay. Only
the places of this room count them, and only where nothing is ranked: what one room gives away is no
measure in another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Sum

from game import clock as wall
from game.models import Award, Exercise, Result, Team, User
from game.runtime.errors import CannotDo
from game.runtime.records import NOT_KEPT, Change, about, audit
from game.sim.text import text

MOST_POINTS = 200  # as much as a whole part of the score
REASON_LENGTH = 300
LEAST_REASON = 3


def give(team: Team, by: User, points: int, reason: str) -> Award:
    """Points for a team, below zero to take some. Raises CannotDo."""
    if not 1 <= abs(points) <= MOST_POINTS:
        raise CannotDo(
            text("Between 1 and {most} points, with a minus to take them.", most=MOST_POINTS)
        )
    if len(reason.strip()) < LEAST_REASON:
        raise CannotDo(text("Say what it is for: the team reads it."))
    with transaction.atomic():
        exercise = Exercise.objects.select_for_update().get(pk=team.exercise_id)
        need_open(exercise)
        if not Result.objects.filter(team=team).exists():
            raise CannotDo(text("Its result is still being computed."))
        made = Award.objects.create(
            team=team, by=by, points=points, reason=reason.strip()[:REASON_LENGTH]
        )
        said = Change({}, {"points": points, "reason": NOT_KEPT}, about(made))
        audit(exercise, by, "award.given", said, team=team.index)
    return made


def withdraw(award: Award, by: User) -> None:
    """It no longer counts. Doing it twice changes nothing."""
    with transaction.atomic():
        found = Award.objects.select_for_update().filter(pk=award.pk, withdrawn=None)
        if found.update(withdrawn=wall.now()):
            said = Change({"points": award.points}, {"points": 0}, about(award))
            audit(award.team.exercise, by, "award.withdrawn", said, team=award.team.index)


def need_open(exercise: Exercise) -> None:
    """Raise CannotDo where nothing is given: before the end, and where teams are ranked."""
    if exercise.state != Exercise.State.ENDED:
        raise CannotDo(text("Awards are for after the end."))
    if exercise.ranked:
        raise CannotDo(text("A ranked score is what the log earned: nothing is added by hand."))


def are_open(exercise: Exercise) -> bool:
    """May points be given here?"""
    return exercise.state == Exercise.State.ENDED and not exercise.ranked


def of_exercise(exercise: Exercise) -> list[Award]:
    """Every award and correction, withdrawn ones too, in the order in which they were given."""
    rows = Award.objects.filter(team__exercise=exercise).select_related("team", "by")
    return list(rows.order_by("pk"))


def standing(team: Team) -> list[Award]:
    """What counts for a team."""
    return list(Award.objects.filter(team=team, withdrawn=None).order_by("pk"))


def sums(exercise: Exercise) -> dict[int, int]:
    """Points by hand, by the team's id; a team without any is not in it."""
    rows = Award.objects.filter(team__exercise=exercise, withdrawn=None)
    return dict(rows.values_list("team").annotate(Sum("points")).order_by())


def placed(rank: Sequence[Any], points: int) -> list[Any]:
    """The key by which a team is placed, with points by hand: they count as if earned.

    Its first part is the score below zero (`game.sim.scores.rank_key`); ties stay as they are.
    """
    return [rank[0] - points, *rank[1:]]


def rows(exercise: Exercise) -> Iterator[dict[str, Any]]:
    """As a table."""
    for one in of_exercise(exercise):
        yield {
            "team": one.team.name,
            "team_index": one.team.index,
            "points": one.points,
            "reason": one.reason,
            "by": one.by.get_username() if one.by else "",
            "at": one.at.isoformat(),
            "withdrawn": one.withdrawn.isoformat() if one.withdrawn else "",
        }
