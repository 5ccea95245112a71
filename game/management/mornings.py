"""Whole mornings outside an exercise, by a scripted team or by orders of a file; their figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from game import sim
from game.management.orders_file import Order
from game.sim.arguments import clean

HEX = re.compile(r"[0-9a-fA-F]{32}")
IDLE = "asleep"


@dataclass
class Morning:
    """A taped world, the log that led to it, and how many orders it refused."""

    world: sim.World
    entries: list[sim.Entry] = field(default_factory=list)
    refused: int = 0


def seed_of(words: str) -> int | str:
    """A whole number, or 32 hex digits. Raises ValueError."""
    if HEX.fullmatch(words):
        return words.lower()
    if re.fullmatch(r"\d{1,18}", words):
        return int(words)
    raise ValueError(f"{words!r} is neither a whole number nor 32 hex digits")


def by_team(world: sim.World, team: str, until: int) -> Morning:
    """Let a scripted team play."""
    return Morning(world, sim.play(world, team, until))


def by_orders(world: sim.World, orders: Sequence[Order], until: int) -> Morning:
    """Give the orders as they come due; a refusal leaves no trace in the world, as in play."""
    morning = Morning(world)
    for order in orders:
        if order.due > until:
            break
        world.advance(morning.entries, order.due - 1)
        _give(morning, order)
    world.advance(morning.entries, until)
    return morning


def _give(morning: Morning, order: Order) -> None:
    world, entries = morning.world, morning.entries
    seq = entries[-1].seq + 1 if entries else 1
    if order.inner:
        entries.append(order.entry(seq, order.args))
        return
    try:
        args = sim.check(world, order.action, order.args, order.seats)
    except sim.Refused:
        if not entries or entries[-1].due < order.due:
            morning.refused += 1
            return
        # An order of the same second may make this one possible: the world decides at its step.
        args = clean(world, sim.ACTIONS[order.action], order.args, order.seats)
    entries.append(order.entry(seq, args))


def figures(morning: Morning) -> dict[str, Any]:
    """The summary and score of a morning beside an idle one of the same seed and length."""
    world = morning.world
    idle = sim.start(world.scenario, _seed(world), taped=True)
    sim.play(idle, IDLE, world.step)
    loss, nothing = sim.value(world, idle)
    row = sim.summary(world, loss, nothing)
    row["commands_refused"] += morning.refused
    row["score"] = _plain(sim.score(world, loss.total, nothing.total))
    return row


def _plain(value: Any) -> Any:
    """Texts as English words."""
    if isinstance(value, sim.Text):
        return str(value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


def _seed(world: sim.World) -> int | str:
    """The seed as `start` takes it."""
    practice = world.seed.removeprefix("practice-")
    return int(practice) if practice != world.seed else world.seed
