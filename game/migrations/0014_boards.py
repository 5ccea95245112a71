"""Browsers that came again, and how far each team was when the board was frozen."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("game", "0013_bot_alias")]
    operations: ClassVar[list[Operation]] = [
        migrations.AddField(
            "participant",
            "browser",
            models.CharField(blank=True, db_index=True, default="", max_length=32),
            preserve_default=False,
        ),
        migrations.AddField("board", "frozen_steps", models.JSONField(blank=True, default=dict)),
    ]
