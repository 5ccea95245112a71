"""The week of prevention: when it began, and what drawn mornings say of a plan.

The plan itself is in the log, as rows of kind "plan".
"""

from __future__ import annotations

from django.db import models

from game.models.exercises import Exercise


class Week(models.Model):
    """The week of an exercise. Which day it is follows from when it began."""

    exercise = models.OneToOneField(Exercise, models.CASCADE)
    started_ms = models.BigIntegerField()
    judged = models.BooleanField(default=False)  # every plan of it has all its mornings

    def __str__(self) -> str:
        return f"Week of {self.exercise}"


class JudgedMorning(models.Model):
    """What a plan was worth on one drawn morning: a cache, shared by all who plan alike."""

    plan = models.CharField(max_length=64)  # names scenario, cards and simulation version
    seed = models.PositiveIntegerField()
    variant = models.CharField(max_length=60)
    loss_usd = models.BigIntegerField()
    clients_usd = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "seed"], name="one_morning_per_seed"),
        ]

    def __str__(self) -> str:
        return f"{self.plan[:8]}/{self.seed}"
