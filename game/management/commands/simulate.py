"""manage.py simulate: one morning, one JSON object."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from game import clock, sim
from game.management import mornings, orders_file


class Unusable(CommandError):
    """Arguments or a file that cannot be simulated: exit 2, one line."""

    def __init__(self, words: str) -> None:
        super().__init__(words, returncode=2)


class Command(BaseCommand):
    help = "Simulate one morning and print its figures as one JSON object."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("scenario", help="name of a scenario")
        parser.add_argument("--seed", required=True, help="whole number, or 32 hex digits")
        who = parser.add_mutually_exclusive_group()
        who.add_argument("--team", help="scripted team; without it nobody does anything")
        who.add_argument("--commands", metavar="FILE", help="orders as JSON lines; - is stdin")
        parser.add_argument("--team-index", type=int, default=0, help="which team of an exercise")
        parser.add_argument("--until", default="16:00:00", metavar="HH:MM:SS")
        parser.add_argument("--json", action="store_true", help="the only format, for clarity")

    def handle(self, *args: Any, **options: Any) -> None:
        scenario = _scenario(options["scenario"])
        seed, until = _parsed(mornings.seed_of, options["seed"]), _parsed(sim.at, options["until"])
        team = None if options["commands"] else _team(options["team"] or mornings.IDLE)
        orders = _orders(options["commands"]) if team is None else []
        begun = clock.monotonic()
        world = sim.start(scenario, seed, options["team_index"], taped=True)
        morning = (
            mornings.by_team(world, team, until)
            if team
            else mornings.by_orders(world, orders, until)
        )
        took = {"wall_seconds": round(clock.monotonic() - begun, 3)}
        row = mornings.figures(morning)
        self.stdout.write(json.dumps({"seed": seed, "team": team, **took, **row}))


def _scenario(name: str) -> sim.Scenario:
    if name not in sim.scenario_names():
        raise Unusable(f"no scenario {name!r}; there are {', '.join(sim.scenario_names())}")
    return sim.load(name)


def _parsed(parse: Any, words: str) -> Any:
    try:
        return parse(words)
    except ValueError as why:
        raise Unusable(str(why)) from why


def _team(name: str) -> str:
    key = name.replace("-", "_")
    if key not in sim.TEAMS:
        raise Unusable(f"no team {name!r}; there are {', '.join(sim.TEAMS)}")
    return key


def _orders(file: str) -> list[orders_file.Order]:
    try:
        lines = sys.stdin.readlines() if file == "-" else Path(file).read_text().splitlines()
        return orders_file.read(lines)
    except orders_file.BadLine as why:
        raise Unusable(f"{file}: {why}") from why
    except (OSError, UnicodeDecodeError) as why:
        raise Unusable(f"{file}: {why}") from why
