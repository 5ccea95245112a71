"""What the room and the world see of scores: the projector's board, seasons, first attempts."""

from __future__ import annotations

import secrets

from django.db import models

from game.models.exercises import Exercise, Team
from game.models.people import Organisation


class Season(models.Model):
    """A stretch of time whose ranked mornings stand on one leaderboard."""

    name = models.CharField(max_length=60)
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True)
    begins = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-begins"]

    def __str__(self) -> str:
        return self.name


def new_board_key() -> str:
    """What the board's link is signed with; a new one makes the old link worthless."""
    return secrets.token_hex(16)


class Board(models.Model):
    """The projector's board of an exercise and what the facilitator lets it show."""

    exercise = models.OneToOneField(Exercise, models.CASCADE)
    key = models.CharField(max_length=32, default=new_board_key)
    hidden = models.BooleanField(default=False)
    frozen_step = models.PositiveIntegerField(null=True, blank=True)
    frozen_steps = models.JSONField(default=dict, blank=True)  # by team: one may run behind
    revealed = models.PositiveSmallIntegerField(null=True, blank=True)  # places, from the last

    def __str__(self) -> str:
        return f"Board of {self.exercise}"


class Entry(models.Model):
    """A ranked morning on the leaderboards: a team's first attempt at a variant and level."""

    team = models.OneToOneField(Team, models.CASCADE)
    season = models.ForeignKey(Season, models.SET_NULL, null=True, blank=True)
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True)
    series = models.CharField(max_length=60, blank=True)  # the group that played several mornings
    scenario = models.CharField(max_length=60)
    variant = models.CharField(max_length=60)
    level = models.CharField(max_length=10)
    size = models.PositiveSmallIntegerField()  # people in the team
    total = models.IntegerField()
    rank_key = models.JSONField(default=list)
    first_attempt = models.BooleanField(default=True)
    consented = models.BooleanField(default=False)  # may its name stand on a public board?

    class Meta:
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.team}: {self.total}"
