"""What all observers of an exercise wrote down and rated, side by side.

For the owner and co-hosts alone: raters who saw each other's marks would not be independent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from game.models import Exercise, Observation, Rating, Team, User
from game.runtime import pad
from game.sim.clock import reading
from game.sim.text import Text

Row = dict[str, Any]
ORDER = "PSMU"


@dataclass(frozen=True)
class Task:
    """One task with the rating of each rater of the team, in the order of the raters."""

    number: int
    title: Text
    target: Text
    ratings: tuple[Rating | None, ...]

    @property
    def apart(self) -> int:
        """How many grades lie between the best and the worst rating; 0: they agree."""
        places = [ORDER.index(one.mark) for one in self.ratings if one]
        return max(places) - min(places) if places else 0


@dataclass(frozen=True)
class Sheet:
    """A team's ratings: a column for each rater, a line for each task."""

    team: Team
    raters: tuple[User, ...]
    tasks: tuple[Task, ...]

    @property
    def differ(self) -> int:
        return sum(task.apart > 0 for task in self.tasks)


def sheet(team: Team) -> Sheet:
    """All the ratings of a team."""
    kept = list(Rating.objects.filter(team=team).select_related("user").order_by("user_id"))
    raters = tuple({row.user_id: row.user for row in kept}.values())
    by = {(row.user_id, row.task): row for row in kept}
    tasks = tuple(
        Task(number, title, target, tuple(by.get((who.pk, number)) for who in raters))
        for number, (title, target) in enumerate(zip(pad.TASKS, pad.TARGETS, strict=True), 1)
    )
    return Sheet(team, raters, tasks)


def all_ratings(exercise: Exercise) -> list[Rating]:
    """Every rating, by team, task and rater."""
    rows = Rating.objects.filter(team__exercise=exercise).select_related("team", "user")
    return list(rows.order_by("team__index", "task", "user_id"))


def all_observations(exercise: Exercise) -> list[Observation]:
    """Every press, in the order in which they were made."""
    rows = Observation.objects.filter(exercise=exercise).select_related("team", "user", "words")
    return list(rows.order_by("pk"))


def words_of(one: Observation) -> str:
    """What was written beside it, unless it was erased."""
    return one.words.body if one.words and not one.words.erased else ""


# As tables


def rating_rows(exercise: Exercise) -> Iterator[Row]:
    """One line for each rating."""
    for one in all_ratings(exercise):
        yield {
            "team": one.team.name,
            "team_index": one.team.index,
            "task": one.task,
            "title": str(pad.TASKS[one.task - 1]),
            "target": str(pad.TARGETS[one.task - 1]),
            "mark": one.mark,
            "by": one.user.get_username(),
            "note": one.note,
        }


def observation_rows(exercise: Exercise) -> Iterator[Row]:
    """One line for each press."""
    for one in all_observations(exercise):
        known = pad.BEHAVIOURS.get(one.behaviour)
        yield {
            "team": one.team.name,
            "team_index": one.team.index,
            "step": one.step,
            "time": reading(one.step),
            "behaviour": one.behaviour,
            "title": str(known[1]) if known else "",
            "role": one.role,
            "log_seq": one.log_seq,
            "by": one.user.get_username(),
            "words": words_of(one),
            "shared": one.shared,
        }
