"""Before and after the day itself: exercises are scheduled, locked, cloned, put away."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from game import clock as wall
from game.models import Bot, Exercise, User
from game.runtime import own, planned, seating
from game.runtime.errors import CannotDo
from game.runtime.people import SETTINGS, ExerciseForm, create_exercise
from game.runtime.records import audit, change
from game.sim.text import text

State = Exercise.State
Meant = tuple[datetime | None, int | None, bool]  # start, minutes before it, by itself
NOT_CLONED = ("scheduled", "starts_itself")


def schedule(exercise: Exercise, when: datetime | None, by: User) -> None:
    """Say when it is to be played, or no longer; then nothing starts by itself either."""
    itself = exercise.starts_itself and when is not None
    plan(exercise, (when, exercise.opens_before_min, itself), by)


def set_opens_before(exercise: Exercise, minutes: int | None, by: User) -> None:
    """How long before the planned start the code becomes valid; None: it is."""
    plan(exercise, (exercise.scheduled, minutes, exercise.starts_itself), by)


def set_starts_itself(exercise: Exercise, flag: bool, by: User) -> None:
    """Let it start by itself at the planned time, or only by somebody's press."""
    plan(exercise, (exercise.scheduled, exercise.opens_before_min, flag), by)


def plan(exercise: Exercise, meant: Meant, by: User) -> None:
    """The planned start, the minutes before it at which the door opens, and whether it starts by
    itself. Raises CannotDo for what cannot come true."""
    start, minutes, itself = meant
    if minutes is not None and not 0 <= minutes <= planned.MOST_BEFORE_MIN:
        raise CannotDo(text("A door opens up to a week before the start."))
    planned.need_sense(exercise, start, exercise.scheduled, itself=itself)
    fields = {"scheduled": start, "opens_before_min": minutes, "starts_itself": itself}
    change(exercise, by, "exercise.scheduled", **fields)


def start_due() -> list[Exercise]:
    """Start what is due and was meant to start by itself; any process may ask, at any time.

    An empty room waits for its first person; ten minutes after the time only a press starts it.
    """
    now = wall.now()
    due = Exercise.objects.filter(
        state=State.LOBBY,
        starts_itself=True,
        archived=False,
        scheduled__lte=now,
        scheduled__gt=now - planned.GRACE,
    )
    return [exercise for exercise in due if _started(exercise)]


def _started(exercise: Exercise) -> bool:
    """Start it unless somebody else has, or has thought better of it meanwhile."""
    with transaction.atomic():
        list(exercise.team_set.select_for_update().order_by("pk"))
        exercise = Exercise.objects.select_for_update().get(pk=exercise.pk)
        meant = exercise.starts_itself and exercise.state == State.LOBBY
        if not meant or not _has_somebody(exercise):
            return False
        seating.start(exercise, None)
    return True


def _has_somebody(exercise: Exercise) -> bool:
    people_there = exercise.participant_set.filter(removed=False).exists()
    return people_there or Bot.objects.filter(team__exercise=exercise).exists()


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
    kept = {key: getattr(exercise, key) for key in SETTINGS if key not in NOT_CLONED}
    made = create_exercise(by, form | kept)  # type: ignore[arg-type]
    own.copy(exercise, made)
    audit(made, by, "exercise.cloned", of=exercise.pk)
    return made
