"""manage.py import_exercise FILE: bring in a whole exercise, and hold its results against it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from game import runtime
from game.models import User
from game.runtime import wholes


class Command(BaseCommand):
    help = "Bring in an exercise that another installation has exported."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--owner", default="", help="user name of who will own it")

    def handle(self, *args: Any, **options: Any) -> None:
        owner = User.objects.filter(username=options["owner"]).first()
        if options["owner"] and owner is None:
            raise CommandError(f"there is no user {options['owner']}")
        try:
            document = wholes.read(options["file"].read_bytes())
            exercise = wholes.bring_in(document, owner)
        except (OSError, runtime.Denied) as why:
            raise CommandError(str(why)) from None
        rows = wholes.compare(exercise, document)
        for row in rows:
            verdict = "same" if row["same"] else "DIFFERS"
            self.stdout.write(f"team {row['team']}: {row['total']} {row['state_hash']} {verdict}")
        self.stdout.write(f"exercise {exercise.pk}: {exercise.name}")
        if not all(row["same"] for row in rows):
            raise CommandError("results differ from those of the file")
