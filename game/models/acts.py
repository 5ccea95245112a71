"""What those who run a room did a moment ago, or are about to do, and may still take back."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from game.models.exercises import Exercise


class Act(models.Model):
    """An act with its five seconds. It is no record: the audit and the log keep what was done,
    and rows go a minute later.

    An act that waits is carried out at `due_ms`; one that is done can be taken back until then,
    and `what` and `args` say how.
    """

    class State(models.TextChoices):
        WAITS = "waits", _("Waits")
        DONE = "done", _("Done")
        CARRIED_OUT = "out", _("Carried out")
        UNDONE = "undone", _("Taken back")
        FAILED = "failed", _("Could not be carried out")

    exercise = models.ForeignKey(Exercise, models.CASCADE)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    what = models.CharField(max_length=20)
    args = models.JSONField(default=dict)  # emptied when its time is over: it may hold words
    words = models.CharField(max_length=200)  # for those who run the room
    state = models.CharField(max_length=10, choices=State)
    due_ms = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["state", "due_ms"], name="acts_by_time")]

    def __str__(self) -> str:
        return f"{self.what}: {self.get_state_display()}"
