"""Injects that facilitators write themselves, beside those of the list."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from game.models.exercises import Exercise, new_secret


class OwnInject(models.Model):
    """One of an exercise: what is told to whom, and when.

    `mark` is the key of its row in each team's log: a team whose log has it has been told. Nobody
    who plays can guess it; an imported copy has that of its original, as its logs do. Words stand
    here as planned; what a team was told is in its own words.
    """

    exercise = models.ForeignKey(Exercise, models.CASCADE)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=20)  # own-1f3a9c: names it in tables, also elsewhere
    mark = models.CharField(max_length=32, default=new_secret)
    title = models.CharField(max_length=80)  # for those who run the room
    channel = models.CharField(max_length=10)
    sender = models.CharField(max_length=20)
    seats = models.JSONField(default=list)  # none: all
    teams = models.JSONField(default=list)  # their indexes; none: all
    trigger = models.CharField(max_length=200)  # as the simulation's milestones read it
    body = models.TextField()
    expected = models.CharField(max_length=200, blank=True)
    answer = models.CharField(max_length=40, blank=True)  # the order or evidence that meets it
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)

    class Meta:
        ordering = ["exercise_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "name"], name="one_own_inject_per_name"),
            models.UniqueConstraint(fields=["exercise", "mark"], name="one_own_inject_per_mark"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"
