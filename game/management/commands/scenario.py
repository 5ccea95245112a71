"""manage.py scenario: is a scenario file sound, and does it separate skill from luck?"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from game import sim
from game.management import balance
from game.runtime import mornings
from game.sim import scenario as files
from game.sim import schema


class Command(BaseCommand):
    help = "Check a scenario file, or let the scripted panel play it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=("check", "balance", "fields"))
        parser.add_argument(
            "file",
            nargs="?",
            default="knight",
            help="a TOML file, or the name of a scenario that comes along",
        )
        parser.add_argument("--seeds", type=int, default=6, help="mornings of each variant")
        parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "fields":
            self.stdout.write(reference())
            return
        source = _source(options["file"])
        drawn = _built(source)
        if options["what"] == "check":
            self.stdout.write(f"{source.file} holds: {_said(drawn)}")
            return
        found = balance.judged(source, options["seeds"], options["processes"])
        self.stdout.write(balance.table(found))
        if not balance.separates(found):
            raise CommandError("The panel does not separate: see the rows marked NO.", returncode=1)


def _source(name: str) -> files.Source:
    path = Path(name)
    try:
        if path.suffix == ".toml":
            return files.read(path.name, path.resolve().parent)
        return files.read(name.replace("-", "_") + ".toml", files.FOLDER)
    except sim.BadScenario as why:
        raise CommandError(str(why), returncode=2) from why


def _built(source: files.Source) -> sim.Scenario:
    """The scenario, after every variant at every level was built once."""
    try:
        return mornings.tried(source)
    except sim.BadScenario as why:
        raise CommandError(str(why), returncode=2) from why


def _said(drawn: sim.Scenario) -> str:
    levels = ", ".join(drawn.levels) or "none"
    return f"{drawn.name}, {len(drawn.variants)} variants, levels: {levels}."


def reference() -> str:
    """Every field of a scenario file as Markdown, section by section."""
    lines = _section("Top of the file", schema.TOP)
    for name, rules in schema.SECTIONS.items():
        lines += _section(f"[{name}]", rules)
    lines += _section("[[builds]], the new release first, the former build second", schema.BUILD)
    lines += _section("[pace.NAME], simulated seconds a second", schema.PACE)
    lines += _section(
        "[variant.NAME], [level.NAME]: these, and any section or pace above", schema.CHOSEN
    )
    return "\n".join(lines)


def _section(title: str, rules: dict[str, schema.Rule]) -> list[str]:
    head = [f"**{title}**", "", "| field | kind | bounds | meaning |", "|---|---|---|---|"]
    return [*head, *(_row(key, rule) for key, rule in rules.items()), ""]


def _row(key: str, rule: schema.Rule) -> str:
    return f"| `{key}` | {rule.kind} | {_bounds(rule)} | {rule.about} |"


def _bounds(rule: schema.Rule) -> str:
    if rule.choices:
        return ", ".join(rule.choices)
    return " to ".join(f"{bound:g}" for bound in (rule.low, rule.high) if bound is not None)
