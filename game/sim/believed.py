"""What a team believed over the morning, beside what was true: for the end, never for a view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from game.sim.actions import believe
from game.sim.clock import CUT
from game.sim.parts import Entry
from game.sim.text import Text

if TYPE_CHECKING:
    from game.sim.world import World

MECHANISMS: dict[str, Text] = dict(believe.MECHANISMS)
WIDTH, HEIGHT = 675, 200  # of the curve; 08:00 to 10:15 at one unit for twelve seconds


def beliefs(world: World, entries: Sequence[Entry]) -> dict[str, Any]:
    """The board when it was looked at, and as a curve: mean percent of the routers that were at
    fault at any look, and of the others."""
    guilty = {h for row in world.state.samples for h, truth in enumerate(row[3]) if truth}
    others = set(range(len(world.shown))) - guilty
    saves = _saves(world, entries)
    return {
        "truth": MECHANISMS[world.fault],
        "samples": [_look(row, guilty, others) for row in world.state.samples],
        "guilty": _curve(saves, guilty),
        "others": _curve(saves, others),
    }


def _saves(world: World, entries: Sequence[Entry]) -> list[tuple[int, list[int]]]:
    """Steps and percents by inner host: each order that saved the board, else each look at it."""
    looks = [(int(row[0]), list(row[1])) for row in world.state.samples if row[1]]
    saves = [(e.due, _percents(world, e)) for e in entries if e.action == "believe"]
    return saves or looks


def _percents(world: World, entry: Entry) -> list[int]:
    """The order has them by shown number."""
    return [int(entry.args[f"p{shown}"]) for shown in world.shown]


def _look(row: Sequence[Any], guilty: set[int], others: set[int]) -> dict[str, Any]:
    step, p, mechanism, _, _ = row
    return {
        "step": step,
        "x": round(WIDTH * step / CUT, 1),
        "guilty": _mean(p, guilty),
        "others": _mean(p, others),
        "mechanism": MECHANISMS.get(mechanism),
    }


def _mean(p: Sequence[int], hosts: set[int]) -> int | None:
    return round(sum(p[host] for host in hosts) / len(hosts)) if p and hosts else None


def _curve(saves: Sequence[tuple[int, list[int]]], hosts: set[int]) -> str:
    """Corners of a line in steps, as an SVG polyline has them: a board stands until it changes."""
    corners: list[tuple[float, float]] = []
    for step, p in saves:
        mean = _mean(p, hosts)
        if mean is None or step > CUT:
            continue
        x, y = round(WIDTH * step / CUT, 1), HEIGHT - HEIGHT * mean / 100
        if corners:
            corners.append((x, corners[-1][1]))
        corners.append((x, y))
    if corners:
        corners.append((float(WIDTH), corners[-1][1]))
    return " ".join(f"{x},{y:g}" for x, y in corners)
