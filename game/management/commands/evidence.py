"""manage.py evidence: what each piece of evidence is worth, over many seeds."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from game import sim
from game.sim import evidence, likelihood

BEGIN, END = "<!-- table: manage.py evidence -->", "<!-- end of table -->"
WITHIN = 0.20
HEAD = """
| item | hypothesis | speaks when true | when false | declared | measured | class | fits |
| --- | --- | --: | --: | --: | --: | --: | --- |
""".strip()


class Command(BaseCommand):
    help = "Measure the likelihood ratio of every piece of evidence against the declared one."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seeds", default="1001-1150", help="practice seeds, such as 1-150")
        parser.add_argument("--scenario", default="knight", help="name of a scenario with variants")
        parser.add_argument("--quiet", type=int, default=6, help="quiet mornings for each seed")
        parser.add_argument("--write", metavar="FILE", help="renew the table in this document")
        parser.add_argument("--processes", type=int, default=2)

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["scenario"]
        try:
            scenario = sim.load(name)
        except KeyError as why:
            raise CommandError(str(why), returncode=2) from why
        wanted = likelihood.mornings(scenario, _numbers(options["seeds"]), options["quiet"])
        found = measured(name, wanted, options["processes"])
        table = f"Seeds {options['seeds']}, {len(wanted)} mornings.\n\n{rows(found)}\n"
        self.stdout.write(table)
        if options["write"]:
            renew(Path(options["write"]), table)
        if off := [key for key, ratio in found.items() if not fits(ratio)]:
            raise CommandError(f"not as declared: {', '.join(off)}")


def measured(
    name: str, wanted: list[tuple[str, int]], processes: int
) -> dict[str, likelihood.Ratio]:
    """Ratios of all items over these mornings; spread over processes when more than one."""
    asked = [(name, variant, seed) for variant, seed in wanted]
    if processes < 2:
        counted = [one(row) for row in asked]
    else:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(processes, mp_context=context) as pool:
            counted = list(pool.map(one, asked, chunksize=25))
    return likelihood.ratios(sim.load(name), counted)


def one(asked: tuple[str, str, int]) -> likelihood.Counts:
    """One morning's readings."""
    name, variant, seed = asked
    return likelihood.probed(sim.load(name), variant, seed)


def fits(ratio: likelihood.Ratio) -> bool:
    """Within a fifth of what the item declares, and of the declared class?"""
    item = evidence.catalogue()[ratio.key]
    near = abs(ratio.value / item.ratio - 1.0) <= WITHIN
    return near and likelihood.klass_of(ratio.value) == item.klass


def rows(found: dict[str, likelihood.Ratio]) -> str:
    """The table in Markdown."""
    return "\n".join([HEAD, *(_row(ratio) for ratio in found.values())])


def _row(ratio: likelihood.Ratio) -> str:
    item = evidence.catalogue()[ratio.key]
    said = f"{ratio.when_true:.3f} | {ratio.when_false:.3f}"
    worth = f"{item.ratio:.1f} | {ratio.value:.1f} | {item.klass}"
    return (
        f"| {ratio.key} | {item.hypothesis} | {said} | {worth} | {'yes' if fits(ratio) else 'no'} |"
    )


def renew(document: Path, table: str) -> None:
    """Put the table between the marks. Raises CommandError when they are not there."""
    head, _, rest = document.read_text().partition(BEGIN)
    _, mark, tail = rest.partition(END)
    if not mark:
        raise CommandError(f"{document} lacks the marks {BEGIN} and {END}", returncode=2)
    document.write_text(f"{head}{BEGIN}\n\n{table}\n{END}{tail}")


def _numbers(words: str) -> list[int]:
    """Seeds of "1-3,7". Raises CommandError."""
    found: list[int] = []
    for part in words.split(","):
        first, _, last = part.partition("-")
        if not first.isdigit() or not (last or first).isdigit():
            raise CommandError(f"{words!r} is not a list of seeds such as 1-20,101", returncode=2)
        found += range(int(first), int(last or first) + 1)
    return found
