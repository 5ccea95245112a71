"""Getting rid of the position: traded out in the market, or sold as a block at a discount."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from game.sim.clock import STEPS
from game.sim.state import I64

if TYPE_CHECKING:
    from game.sim.world import World

HEDGE_COST = 0.0003  # spread and fees of an index future, of its value (designer's assumption)
STYLES = ("paced", "aggressive", "block", "hold")


def begin(world: World, style: str) -> None:
    """Start a style from the present position; a later order replaces an earlier one."""
    state, values = world.state, world.scenario["unwind"]
    state.unwind_style = style
    state.unwind_from = state.step
    state.unwind_base = state.position.copy()
    state.unwound = np.zeros_like(state.position)
    left = STEPS - state.step
    state.unwind_seconds = min(left, int(values["aggressive_s"])) if style == "aggressive" else left


def part(world: World) -> float:
    """Part of each position that the present style trades out in the market."""
    values = world.scenario["unwind"]
    parts = {"paced": values["paced_part"], "aggressive": values["aggressive_part"]}
    return float(parts.get(world.state.unwind_style, 0.0))


def due(world: World, step: int) -> I64:
    """Shares, by symbol, that are still to be sold (bought: negative) up to a step."""
    state = world.state
    done = min(step - state.unwind_from, state.unwind_seconds)
    if state.unwind_style not in ("paced", "aggressive") or done <= 0:
        return np.zeros_like(state.position)
    share = round(part(world) * 10_000)
    target: I64 = state.unwind_base * share * done // (10_000 * state.unwind_seconds)
    trade: I64 = target - state.unwound
    trade[state.blocked == 1] = 0
    return trade


def hedge(world: World) -> int:
    """Sell the index against what is held net, or buy it: returns the cost in whole dollars.

    It takes out most of the variance and none of the expected loss, so only its cost shows.
    """
    state = world.state
    net = abs(float((state.position * state.mid).sum()))
    cost = round(net * HEDGE_COST)
    state.hedged = state.step
    if world.tape is not None:
        world.tape.cost(state.step, cost)
    return cost


def orders(world: World) -> tuple[I64, I64]:
    """Shares to buy and to sell this second, by symbol."""
    state = world.state
    if state.unwind_style not in ("paced", "aggressive"):
        zero = np.zeros_like(state.position)
        return zero, zero
    trade = due(world, state.step)
    trade[state.paused_until > state.step] = 0
    state.unwound += trade
    return np.maximum(-trade, 0), np.maximum(trade, 0)


def close(world: World) -> None:
    """At 16:00 what is left goes as one block; the discount is the scenario's bracket."""
    state, values = world.state, world.scenario["unwind"]
    hurried = state.unwind_style == "block"
    state.block_price_part = float(
        values["losing_discount"] if hurried else values["block_discount"]
    )
