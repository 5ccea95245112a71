"""Points that the facilitator gives or takes after the end, beside a score that stays as it is."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from game.models.exercises import Team


class Award(models.Model):
    """An award, or a correction where `points` are below zero. Withdrawn ones stay on record."""

    team = models.ForeignKey(Team, models.CASCADE)
    points = models.SmallIntegerField()
    reason = models.CharField(max_length=300)  # "" once erased, or where it came without words
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)
    withdrawn = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.points:+d}"
