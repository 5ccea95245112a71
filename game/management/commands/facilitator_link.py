"""Print a fresh one-time link for the facilitator."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand

from game.management.ground import door_link


class Command(BaseCommand):
    help = "Print a link that lets the facilitator in once, within a quarter of an hour."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(door_link())
