"""People with an account: facilitators, who helps them, administrators. Players have none."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):
    """Who an exercise is run for."""

    name = models.CharField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """A facilitator, somebody of a crew, or an administrator."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True)
    may_host = models.BooleanField(
        _("may host"),
        default=True,
        help_text=_(
            "Makes exercises and invites facilitators. An account that an invitation to a crew "
            "made does not."
        ),
    )

    @property
    def hosts(self) -> bool:
        """May this account make exercises of its own?"""
        return self.may_host or self.is_superuser
