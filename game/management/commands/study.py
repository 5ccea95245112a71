"""manage.py study: scripted teams over many seeds and variants, one JSON object."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from game.management import study, study_pool, study_validity, study_workers

BEGIN, END = "<!-- table: manage.py study -->", "<!-- end of table -->"


class Command(BaseCommand):
    help = "Let scripted teams play many seeds; print means, spreads and the rows behind them."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--teams", help="names, such as expert,novice")
        parser.add_argument("--all", action="store_true", help="the whole panel, and T1 to T17")
        parser.add_argument("--scenario", help="knight-shuffled, or knight with --variants")
        parser.add_argument("--variants", default="", help="such as v1,v4, or all")
        parser.add_argument("--seeds", required=True, help="practice seeds, such as 1-12,101")
        parser.add_argument("--json", action="store_true", help="one JSON object, not a table")
        parser.add_argument("--write", metavar="FILE", help="renew the table in this document")
        parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
        parser.add_argument(
            "--celery", action="store_true", help="on Celery's workers, or say that none answers"
        )

        for name, value in vars(study_validity.Budget()).items():
            parser.add_argument(f"--{name}", type=int, default=value, help="with --all: how far")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["all"]:
            return self._judge(options)
        if options["teams"] is None:
            raise CommandError("say --teams, or --all", returncode=2)
        scenario = options["scenario"] or ("knight" if options["variants"] else "knight-shuffled")
        try:
            wanted = study.asked(scenario, options["teams"], options["seeds"], options["variants"])
            found = study.run(wanted, settings.DATA_DIR / "study", _means(options))
            if options["write"]:
                renew(Path(options["write"]), study.tables(found))
        except (study.BadStudy, OSError) as why:
            raise CommandError(str(why), returncode=2) from why
        self.stdout.write(json.dumps(found) if options["json"] else study.tables(found))

    def _judge(self, options: dict[str, Any]) -> None:
        """The whole study; what fails is said by the exit code too."""
        budget = study_validity.Budget(*(options[name] for name in vars(study_validity.Budget())))
        try:
            seeds, means = study.seeds_of(options["seeds"]), _means(options)
        except study.BadStudy as why:
            raise CommandError(str(why), returncode=2) from why
        found = study_validity.measured(seeds, settings.DATA_DIR / "study", means, budget)
        words = study_validity.document(found)
        if options["write"]:
            renew(Path(options["write"]), words)
        self.stdout.write(json.dumps(study_validity.as_json(found)) if options["json"] else words)
        if found.failed:
            raise CommandError(f"not passed: {', '.join(found.failed)}")


def _means(options: dict[str, Any]) -> study.Means:
    """Celery's workers when some answer, else the cores of this machine."""
    count = study_workers.answering()
    if options["celery"] and not count:
        raise CommandError("no Celery worker answers", returncode=2)
    quiet = options["verbosity"] < 1
    compute = study_workers.hand_out if count else study_pool.compute
    return study.Means(options["processes"], compute, None if quiet else sys.stderr)


def renew(document: Path, table: str) -> None:
    """Put the table between the marks; a document without them gets both at its end."""
    text = document.read_text() if document.exists() else ""
    head, mark, rest = text.partition(BEGIN)
    tail = rest.partition(END)[2] if mark else "\n"
    head = head if mark or not head else f"{head.rstrip()}\n\n"
    document.write_text(f"{head}{BEGIN}\n\n{table}\n{END}{tail}")
