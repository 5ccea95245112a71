"""manage.py actions: everything that a team can order."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from game import sim


class Command(BaseCommand):
    help = "List every action with its arguments, seats, latency and help."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON list")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = [described(action) for action in sim.ACTIONS.values()]
        if options["json"]:
            self.stdout.write(json.dumps(rows))
            return
        for row in rows:
            words = " ".join(f"{item['name']}:{item['kind']}" for item in row["args"])
            self.stdout.write(f"{row['name']} {words}".strip())
            self.stdout.write(
                f"    {row['help']} [{', '.join(row['seats'])}; {row['latency_s']} s]"
            )


def described(action: sim.Action) -> dict[str, Any]:
    """One action as plain data."""
    return {
        "name": action.name,
        "title": str(action.title),
        "help": str(action.help),
        "group": action.group,
        "args": [_argument(field) for field in action.fields],
        "seats": list(action.seats),
        "latency_s": action.latency_s,
        "irreversible": action.irreversible,
        "era": action.era or "any",
    }


def _argument(field: sim.Field) -> dict[str, Any]:
    row = {
        "name": field.name,
        "kind": field.kind,
        "label": str(field.label),
        "required": field.required,
    }
    if field.choices:
        row["choices"] = {key: str(label) for key, label in field.choices}
    if field.absent:
        row["absent"] = field.absent
    return row
