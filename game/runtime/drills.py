"""To learn the console: a desk of one's own for three minutes, beside the seat in an exercise.

A drill is an exercise of nobody's with one person in it. It has no result, stands in no list, and
ends by itself when somebody leaves the page behind.
"""

from __future__ import annotations

from django.db import transaction

from game.models import Exercise, Participant
from game.runtime import clocks, people, seating

SCENARIO, NAME = "drill", "Drill"


def begin(name: str) -> Participant:
    """Somebody at a training desk whose clock runs."""
    form = people.ExerciseForm(
        name=NAME,
        scenario=SCENARIO,
        seed="",
        pace="default",
        teams=[NAME],
        late_joining=False,
        seating=Exercise.Seating.OPEN,
        hints=False,
    )
    with transaction.atomic():
        exercise = people.create_exercise(None, form)
        person = people.seat(exercise.team_set.get(), name)
        seating.start(exercise, person)
    return person


def leave(person: Participant) -> None:
    """Close the desk, whenever that is. Doing it twice changes nothing."""
    if person.exercise.drill:
        clocks.end(person.exercise, person)
