"""Who else runs a room, and who is expected in it."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from game.models.exercises import Exercise, Participant
from game.models.people import Organisation


class Crew(models.Model):
    """A second facilitator, or somebody who only watches and rates."""

    class Role(models.TextChoices):
        COHOST = "cohost", _("Co-host: runs the room")
        OBSERVER = "observer", _("Observer: watches, notes and rates")

    exercise = models.ForeignKey(Exercise, models.CASCADE)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    role = models.CharField(max_length=10, choices=Role)

    class Meta:
        verbose_name_plural = "crew"
        constraints = [
            models.UniqueConstraint(fields=["exercise", "user"], name="one_crew_role_per_user"),
        ]

    def __str__(self) -> str:
        return f"{self.user} as {self.role}"


class Invitation(models.Model):
    """A link with which somebody makes an account, or joins a crew. Good once."""

    digest = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True)
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True)
    exercise = models.ForeignKey(Exercise, models.CASCADE, null=True, blank=True)
    role = models.CharField(max_length=10, choices=Crew.Role, blank=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    created = models.DateTimeField(auto_now_add=True)
    used = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"invitation {self.pk}"


def new_ticket() -> str:
    """128 random bits, safe in an address."""
    return secrets.token_urlsafe(16)


class Expected(models.Model):
    """A line of the roster: a person with a personal link, before and after joining.

    The name that others see is the participant's; the real one stays with the facilitator.
    """

    exercise = models.ForeignKey(Exercise, models.CASCADE)
    name = models.CharField(max_length=60)
    team_name = models.CharField(max_length=60, blank=True)
    role = models.CharField(max_length=10, blank=True)
    ticket = models.CharField(max_length=32, unique=True, default=new_ticket)
    participant = models.OneToOneField(Participant, models.SET_NULL, null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "expected"

    def __str__(self) -> str:
        return self.name
