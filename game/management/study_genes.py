"""Scripts as evolution handles them: orders at fixed times with arguments typed blindly."""

from __future__ import annotations

import functools
import json
import random
from collections.abc import Sequence
from typing import Any

from game import sim
from game.management.study_players import ALL
from game.sim import evidence

Gene = tuple[int, str, str]  # step, action, arguments as JSON
Genome = tuple[Gene, ...]

MOST_ORDERS = 8
MOVED_S = 600.0  # standard deviation of an order's move
NUMBERS = (0, 1, 10, 50, 90, 100)
WORDS = ("bnet", "On it.")


def orders(*, opening: bool) -> list[str]:
    """What a script may order; `opening`: evidence too, though nothing in it is read."""
    known = sim.ACTIONS.items()
    return sorted(
        name for name, one in known if not one.quiet and (opening or one.group != "observe")
    )


def born(draw: random.Random, actions: Sequence[str]) -> Genome:
    """A script of a few random orders."""
    return _sorted(_gene(draw, actions) for _ in range(draw.randint(1, 5)))


def child(draw: random.Random, parent: Genome, actions: Sequence[str]) -> Genome:
    """A copy with one order dropped, changed or added."""
    genes, change = list(parent), draw.random()
    if genes and change < 0.2:
        genes.pop(draw.randrange(len(genes)))
    elif genes and change < 0.6:
        place = draw.randrange(len(genes))
        genes[place] = _changed(draw, genes[place])
    elif len(genes) < MOST_ORDERS:
        genes.append(_gene(draw, actions))
    return _sorted(genes)


def _sorted(genes: Any) -> Genome:
    return tuple(sorted(genes))


def _changed(draw: random.Random, gene: Gene) -> Gene:
    step, action, args = gene
    moved = min(max(step + round(draw.gauss(0.0, MOVED_S)), 1), sim.CUT)
    return moved, action, args if draw.random() < 0.5 else _args(draw, action)


def _gene(draw: random.Random, actions: Sequence[str]) -> Gene:
    action = draw.choice(actions)
    return draw.randrange(1, sim.CUT), action, _args(draw, action)


def _args(draw: random.Random, action: str) -> str:
    fields = sim.ACTIONS[action].fields
    return json.dumps({item.name: _value(draw, item) for item in fields if not item.absent})


def _value(draw: random.Random, item: sim.Field) -> Any:
    """What anybody could type without having looked."""
    if item.choices:
        return draw.choice(item.choices)[0]
    if item.kind == "routers":
        return draw.sample(ALL, draw.choice((1, 3, 8)))
    if item.kind == "evidence":
        return everything()
    known = {"router": ALL, "int": NUMBERS}
    return draw.choice(known.get(item.kind, WORDS))


@functools.cache
def everything() -> list[str]:
    """Every key that there can be: the world keeps those that have been opened."""
    keys = list(evidence.catalogue())
    return [*keys, *(f"{key}-{number}" for key in keys for number in ALL)]


def _known(*orders: tuple[str, str, dict[str, Any]]) -> Genome:
    return tuple((sim.at(clock), action, json.dumps(args)) for clock, action, args in orders)


# Where evolution begins: what somebody who has read of the morning would try.
KNOWN: tuple[Genome, ...] = (
    (),
    _known(("08:05:00", "flag_off", {})),
    _known(("08:01:00", "kill_switch", {}), ("08:01:02", "confirm_kill", {})),
    _known(
        ("08:05:00", "open_mail", {"group": "bnet"}),
        ("08:05:30", "read_header", {"group": "bnet"}),
        ("08:06:30", "declare", {"severity": "firm", "cited": everything()}),
        ("08:10:00", "flag_off", {"cited": everything()}),
    ),
)
