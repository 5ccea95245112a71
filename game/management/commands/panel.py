"""manage.py panel: put what a study has measured of the scripted panel on the leaderboards."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from game import sim
from game.management.study_rows import Cache
from game.runtime import leaders


class Command(BaseCommand):
    help = "Keep the means of `manage.py study` for the leaderboards: once a season is enough."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--scenario", default="knight")
        parser.add_argument("--write", metavar="FILE", type=Path, help="into this file instead")

    def handle(self, *args: Any, scenario: str, write: Path | None, **options: Any) -> None:
        rows = Cache(settings.DATA_DIR / "study", sim.load(scenario)).rows.values()
        if not rows:
            raise CommandError("Nothing has been measured for the present code: run `make study`.")
        count = leaders.keep_panel(rows, scenario, write)
        self.stdout.write(f"{count} figures kept for the leaderboards.")
