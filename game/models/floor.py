"""What happens around a running exercise: bots in seats, what observers note and rate."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from game.models.exercises import Exercise, Participant, Team
from game.models.log import AppendOnly, Words
from game.sim.clock import reading


class Bot(models.Model):
    """A scripted player in seats of a team: for a whole team, an empty seat, or a dropped player.

    It orders through the same door as people. It steps aside when a person holds its seats.
    """

    class Level(models.TextChoices):
        NOVICE = "novice", _("Novice")
        COMPETENT = "competent", _("Competent")
        EXPERT = "expert", _("Expert")

    team = models.ForeignKey(Team, models.CASCADE)
    level = models.CharField(max_length=10, choices=Level, default=Level.COMPETENT)
    roles = models.JSONField(default=list)  # seats that it plays; empty: whichever nobody holds
    covers = models.ForeignKey(Participant, models.CASCADE, null=True, blank=True)
    active = models.BooleanField(default=True)
    alias = models.CharField(max_length=24, blank=True)  # imported: the token that its log uses

    seats: tuple[str, ...] = ()  # that it holds now by the log: for the runtime that plays it

    def __str__(self) -> str:
        return f"{self.name} in {self.team}"

    @property
    def token(self) -> str:
        """How log rows name this bot."""
        return self.alias or f"b{self.pk}"

    @property
    def name(self) -> str:
        """How its team reads of it."""
        return gettext("Bot (%(level)s)") % {"level": self.get_level_display()}


class Observation(AppendOnly):
    """One press on the observer's pad: a behaviour, when in the morning, whose, at which line."""

    exercise = models.ForeignKey(Exercise, models.CASCADE)
    team = models.ForeignKey(Team, models.CASCADE)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    behaviour = models.CharField(max_length=30)
    step = models.PositiveIntegerField()
    role = models.CharField(max_length=10, blank=True)
    log_seq = models.PositiveIntegerField(null=True, blank=True)
    words = models.ForeignKey(Words, models.PROTECT, null=True, blank=True)
    shared = models.BooleanField(default=False)  # shown to the team in the debrief
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.behaviour} at {reading(self.step)}"


class Rating(models.Model):
    """A mark in the evaluation guide: how one task was performed."""

    class Mark(models.TextChoices):
        PERFORMED = "P", _("Performed without challenges")
        SOME = "S", _("Performed with some challenges")
        MAJOR = "M", _("Performed with major challenges")
        UNABLE = "U", _("Unable to be performed")

    team = models.ForeignKey(Team, models.CASCADE)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    task = models.PositiveSmallIntegerField()  # 1 to 8
    mark = models.CharField(max_length=1, choices=Mark)
    note = models.CharField(max_length=300, blank=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "user", "task"], name="one_mark_per_task"),
        ]

    def __str__(self) -> str:
        return f"{self.task}: {self.mark}"
