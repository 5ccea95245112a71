"""An imported copy of an exercise may stand beside its original: marks are unique in each."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation

from game.models.exercises import new_secret


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("game", "0015_audit_guard")]
    operations: ClassVar[list[Operation]] = [
        migrations.AlterField(
            "owninject", "mark", models.CharField(default=new_secret, max_length=32)
        ),
        migrations.AddConstraint(
            "owninject",
            models.UniqueConstraint(fields=["exercise", "mark"], name="one_own_inject_per_mark"),
        ),
    ]
