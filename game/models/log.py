"""The append-only record: what people did, and when the clock was changed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from game.models.exercises import Exercise, Participant, Team
from game.sim.clock import reading


class AppendOnly(models.Model):
    """A row that is written once. Whole exercises may be deleted, single rows never change."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} rows are append-only")
        super().save(*args, **kwargs)


class Words(models.Model):
    """Free text that a person typed. May be erased; the log keeps a salted digest."""

    team = models.ForeignKey(Team, models.CASCADE)
    participant = models.ForeignKey(Participant, models.SET_NULL, null=True)
    salt = models.CharField(max_length=32)
    body = models.TextField(blank=True)
    erased = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "words"

    def __str__(self) -> str:
        return self.body[:60]


class LogEntry(AppendOnly):
    """One row of a team's log. `log_seq` has no gaps; `prev_hash` chains the rows."""

    class Kind(models.TextChoices):
        ORDER = "order", _("Order")
        REFUSAL = "refusal", _("Refusal")
        NOTE = "note", _("Note")
        SEATS = "seats", _("Seats")
        PLAN = "plan", _("Plan")

    class ActorKind(models.TextChoices):
        PERSON = "person", _("Person")
        BOT = "bot", _("Bot")
        NPC = "npc", _("Cast")
        TOKEN = "token", _("Token")
        FACILITATOR = "facilitator", _("Facilitator")
        SYSTEM = "system", _("System")

    team = models.ForeignKey(Team, models.CASCADE)
    log_seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    due_step = models.PositiveIntegerField()
    seats = models.JSONField(default=list)
    actor_kind = models.CharField(max_length=12, choices=ActorKind, default=ActorKind.PERSON)
    actor = models.CharField(max_length=40)
    payload = models.JSONField(default=dict)
    key = models.CharField(max_length=64, blank=True)
    prev_hash = models.CharField(max_length=64, blank=True)
    words = models.ForeignKey(Words, models.PROTECT, null=True, blank=True)
    wall_ms = models.BigIntegerField()

    class Meta:
        ordering = ["team_id", "log_seq"]
        verbose_name_plural = "log entries"
        constraints = [
            models.UniqueConstraint(fields=["team", "log_seq"], name="one_row_per_seq"),
            models.UniqueConstraint(
                fields=["team", "key"], condition=~models.Q(key=""), name="one_row_per_key"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team}: line {self.log_seq}, {self.get_kind_display()}"


class ClockChange(AppendOnly):
    """An anchor of an exercise's clock; with a team it holds for that team alone."""

    class Kind(models.TextChoices):
        START = "start", _("Start")
        PAUSE = "pause", _("Pause")
        RESUME = "resume", _("Resume")
        THAW = "thaw", _("Everybody has answered")
        SPEED = "speed", _("Speed")
        OUTAGE = "outage", _("Outage")
        AFTERMATH = "aftermath", _("Aftermath")
        SKIP = "skip", _("Skip to the end")
        END = "end", _("End")

    exercise = models.ForeignKey(Exercise, models.CASCADE)
    team = models.ForeignKey(Team, models.CASCADE, null=True, blank=True)
    kind = models.CharField(max_length=10, choices=Kind)
    wall_ms = models.BigIntegerField()
    step = models.PositiveIntegerField()
    speed = models.FloatField(null=True, blank=True)  # null: the pace's own
    paused = models.BooleanField(default=False)
    reason = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["team"], condition=models.Q(kind="aftermath"), name="one_aftermath_per_team"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} at {reading(self.step)}"


class AuditQuerySet(models.QuerySet["Audit"]):
    """Adds and reads. What cascades from a deleted user or exercise does not pass through here."""

    def update(self, **_: Any) -> int:
        raise TypeError("Audit rows are append-only")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("Audit rows are append-only")


class Audit(AppendOnly):
    """Who changed what: of an exercise, its people, its clock, of accounts and what is kept.

    It names people by ids and tokens, never by their names: so it can stay when they are erased.
    """

    exercise = models.ForeignKey(Exercise, models.SET_NULL, null=True, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    actor = models.CharField(max_length=40, blank=True)  # a player's token; "": see user
    what = models.CharField(max_length=40)
    about = models.CharField(max_length=80, blank=True)  # which row, as "participant 12"
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    detail = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    at = models.DateTimeField(auto_now_add=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "audit"

    def __str__(self) -> str:
        return f"{self.what} {self.about}".strip()
