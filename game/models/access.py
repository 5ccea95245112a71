"""Programs that read and drive exercises: tokens, and webhooks that tell them what happened."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from game.models.exercises import Participant


class ApiToken(models.Model):
    """A key of a program. Only its digest is kept; it is shown once.

    A facilitator's token drives exercises within its scopes; a seat's token plays for one person.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True)
    participant = models.ForeignKey(Participant, models.CASCADE, null=True, blank=True)
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created = models.DateTimeField(auto_now_add=True)
    last_used = models.DateTimeField(null=True, blank=True)
    expires = models.DateTimeField(null=True, blank=True)
    revoked = models.BooleanField(default=False)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=False) ^ models.Q(participant__isnull=False),
                name="token_of_a_user_or_a_seat",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Webhook(models.Model):
    """An address that is told of events, with a signature by its own secret."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    url = models.URLField(max_length=300)
    secret = models.CharField(max_length=64)
    events = models.JSONField(default=list)
    active = models.BooleanField(default=True)
    created = models.DateTimeField(auto_now_add=True)
    looked = models.DateTimeField(null=True, blank=True)  # what was over by then has been told

    def __str__(self) -> str:
        return self.url


class Delivery(models.Model):
    """One event for one webhook, tried until it was taken or given up."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        TAKEN = "taken", _("Taken")
        GIVEN_UP = "given_up", _("Given up")

    webhook = models.ForeignKey(Webhook, models.CASCADE)
    event = models.CharField(max_length=40)
    subject = models.CharField(max_length=60)  # what it is about: an event is sent once
    body = models.JSONField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_ms = models.BigIntegerField(default=0)
    answer = models.CharField(max_length=200, blank=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["webhook", "event", "subject"], name="one_delivery_per_event"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.subject}"
