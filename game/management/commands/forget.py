"""manage.py forget: erase who people were, by age or one person on request."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from game import runtime
from game.models import Participant
from game.runtime import forgetting


class Command(BaseCommand):
    help = "Erase names and words. Logs, results and scores stay, without people."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--older-than", type=int, metavar="DAYS", help="all such exercises")
        what.add_argument("--person", type=int, metavar="ID", help="one person of an exercise")
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["person"] is not None:
            self._person(options)
        else:
            self._older(options)

    def _person(self, options: dict[str, Any]) -> None:
        person = Participant.objects.filter(pk=options["person"]).first()
        if person is None:
            raise CommandError(f"there is no person {options['person']}")
        counts = forgetting.counted(forgetting.of_person(person))
        self.stdout.write(f"person {person.pk} of “{person.exercise}”, {person.team}:")
        if not self._agreed(counts, options):
            return
        try:
            forgetting.forget_person(person, None)
        except runtime.Denied as why:
            raise CommandError(str(why)) from None
        self.stdout.write("Erased.")

    def _older(self, options: dict[str, Any]) -> None:
        days = options["older_than"]
        if days < forgetting.LEAST_DAYS:
            raise CommandError(f"give at least {forgetting.LEAST_DAYS} day")
        found = forgetting.forget_older(days, dry_run=True)
        for one in found:
            self.stdout.write(f"exercise {one.exercise.pk} “{one.exercise}”")
        if self._agreed(_sum(found), options):
            done = forgetting.forget_older(days)
            self.stdout.write(f"Erased in {len(done)} exercises.")

    def _agreed(self, counts: forgetting.Counts, options: dict[str, Any]) -> bool:
        """Say what goes and what stays, and ask. There is no way back."""
        if not counts:
            self.stdout.write("Nothing to erase.")
            return False
        self._list("Goes:", forgetting.lines(counts))
        self._list("Stays:", forgetting.STAYS)
        if options["dry_run"]:
            return False
        return options["yes"] or input("Type yes to erase it for ever: ").strip() == "yes"

    def _list(self, head: str, lines: Any) -> None:
        self.stdout.write("\n  ".join([head, *map(str, lines)]))


def _sum(found: list[forgetting.Forgotten]) -> forgetting.Counts:
    total: forgetting.Counts = {}
    for one in found:
        for kind, count in one.counts.items():
            total[kind] = total.get(kind, 0) + count
    return total
