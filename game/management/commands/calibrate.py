"""manage.py calibrate: the acceptance table on many seeds."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from game.management import calibration, report


class Command(BaseCommand):
    help = "Judge every row of the acceptance table on every seed; exit 1 when one fails."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seeds", default="1-20,101-120", help="such as 1-20,101-120")
        parser.add_argument("--what-ifs", default="1-4,101-104", help="seeds of the what-ifs")
        parser.add_argument("--write", metavar="FILE", help="renew the tables in this document")
        parser.add_argument("--processes", type=int, default=2)

    def handle(self, *args: Any, **options: Any) -> None:
        seeds, others = _numbers(options["seeds"]), _numbers(options["what_ifs"])
        # A fork would carry the parent's threads' locks along; a spawned process starts clean.
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(options["processes"], mp_context=context) as pool:
            runs = dict(zip(seeds, pool.map(calibration.history, seeds), strict=True))
            ifs = dict(zip(others, pool.map(calibration.what_ifs, others), strict=True))
        tables = report.tables(runs, ifs)
        self.stdout.write(tables)
        if options["write"]:
            report.renew(Path(options["write"]), tables)
        if failed := report.failures(runs, ifs):
            raise CommandError("; ".join(failed))


def _numbers(words: str) -> list[int]:
    """Seeds of "1-3,7". Raises CommandError."""
    found: list[int] = []
    for part in words.split(","):
        first, _, last = part.partition("-")
        if not first.isdigit() or not (last or first).isdigit():
            raise CommandError(f"{words!r} is not a list of seeds such as 1-20,101", returncode=2)
        found += range(int(first), int(last or first) + 1)
    return found
