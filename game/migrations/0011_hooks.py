"""Webhooks remember when somebody last looked for what to tell them."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import StateApps
from django.db.models.functions import Now


def begin_now(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Those that there are have been told of everything that is over."""
    apps.get_model("game", "Webhook").objects.update(looked=Now())


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("game", "0010_own_injects")]
    operations: ClassVar[list[Operation]] = [
        migrations.AddField("webhook", "looked", models.DateTimeField(blank=True, null=True)),
        migrations.RunPython(begin_now, migrations.RunPython.noop),
    ]
