"""Before and after the day itself: exercises are scheduled, locked, cloned, put away."""

from __future__ import annotations

from datetime import datetime

from game.models import Exercise, User
from game.runtime.errors import CannotDo
from game.runtime.people import SETTINGS, ExerciseForm, create_exercise
from game.runtime.records import audit, change
from game.sim.text import text

State = Exercise.State


def schedule(exercise: Exercise, when: datetime | None, by: User) -> None:
    """Say when it is to be played, or no longer."""
    change(exercise, by, "exercise.scheduled", scheduled=when)


def set_locked(exercise: Exercise, flag: bool, by: User) -> None:
    """Let nobody new in, or let them in again. It never ejects anybody."""
    change(exercise, by, "exercise.locked", locked=flag)


def set_team_size(exercise: Exercise, most: int, by: User) -> None:
    """How many people a team takes; a larger one stays as it is."""
    if not 1 <= most <= 6:
        raise CannotDo(text("A team has 1 to {most} people.", most=6))
    change(exercise, by, "exercise.team_size", team_size=most)


def archive(exercise: Exercise, flag: bool, by: User) -> None:
    """Put it away, or fetch it back. Raises CannotDo while it runs."""
    if flag and exercise.state == State.RUNNING:
        raise CannotDo(text("It is running: end it first."))
    change(exercise, by, "exercise.archived", archived=flag)


def rename(exercise: Exercise, name: str, by: User) -> None:
    """Call it something else. Raises CannotDo for a name without a letter."""
    if not name.strip():
        raise CannotDo(text("A name needs at least one letter."))
    change(exercise, by, "exercise.renamed", name=name.strip())


def clone(exercise: Exercise, by: User) -> Exercise:
    """The same settings, teams and plan with fresh draws and a code of its own; nobody in it."""
    form = ExerciseForm(
        name=exercise.name,
        scenario=exercise.scenario,
        seed=exercise.secret if exercise.practice else "",
        pace=exercise.pace,
        teams=list(exercise.team_set.order_by("index").values_list("name", flat=True)),
        late_joining=exercise.late_joining,
        variant=exercise.variant,
        level=exercise.level,
        era=exercise.era,
        seating=exercise.seating,
        ranked=exercise.ranked,
    )
    kept = {key: getattr(exercise, key) for key in SETTINGS if key != "scheduled"}
    made = create_exercise(by, form | kept)  # type: ignore[arg-type]
    audit(made, by, "exercise.cloned", of=exercise.pk)
    return made
