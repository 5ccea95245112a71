"""People with an account: facilitators and administrators. Players have none."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models


class Organisation(models.Model):
    """Who an exercise is run for."""

    name = models.CharField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """A facilitator or administrator."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
