"""manage.py panel: put what was measured of the scripted panel on the leaderboards."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from game import sim
from game.management import study_levels
from game.management.study import BadStudy, seeds_of
from game.management.study_mornings import Row
from game.management.study_rows import Cache
from game.runtime import scripted


class Command(BaseCommand):
    help = (
        "Keep the means of `manage.py study` for the leaderboards, and those of mornings that are "
        "played here at the scenario's other levels: once a season is enough."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--scenario", default="knight")
        parser.add_argument("--seeds", default="1-40", help="of the other levels; none: leave out")
        parser.add_argument("--write", metavar="FILE", type=Path, help="into this file instead")
        parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)

    def handle(self, *args: Any, scenario: str, write: Path | None, **options: Any) -> None:
        rows = list(Cache(settings.DATA_DIR / "study", sim.load(scenario)).rows.values())
        if not rows:
            raise CommandError("Nothing has been measured for the present code: run `make study`.")
        rows += self._elsewhere(scenario, options["seeds"], options["processes"])
        count = scripted.keep(rows, scenario, write)
        self.stdout.write(f"{count} figures kept for the leaderboards.")

    def _elsewhere(self, scenario: str, seeds: str, processes: int) -> Iterator[Row]:
        """Mornings at the levels that the study does not play."""
        drawn = sim.load(scenario)
        others = [level for level in drawn.levels if level != drawn.level]
        try:
            numbers = seeds_of(seeds) if seeds else ()
        except BadStudy as why:
            raise CommandError(str(why), returncode=2) from why
        teams = scripted.FIXED
        yield from study_levels.measured(scenario, others, numbers, teams, processes)
