"""The one Django application."""

from __future__ import annotations

from django.apps import AppConfig


class GameConfig(AppConfig):
    name = "game"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Eighth Server"
