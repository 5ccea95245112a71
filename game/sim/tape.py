"""What the trading desk sees of the market: the names that moved most, and what we traded there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from game.sim.clock import OPEN
from game.sim.state import SNAPSHOT_S
from game.sim.view import MoverRow

if TYPE_CHECKING:
    from game.sim.world import World

ROWS = 12


def version(world: World) -> int:
    """Changes with the first trades and then every thirty seconds."""
    return (max(0, world.step - OPEN) + SNAPSHOT_S - 1) // SNAPSHOT_S


def movers(world: World) -> tuple[MoverRow, ...]:
    """The names that moved most since the open; none before it."""
    state = world.state
    if world.step <= OPEN:
        return ()
    move = state.mid / world.market.open - 1.0
    order = np.argsort(-np.abs(move), kind="stable")[:ROWS]
    return tuple(
        MoverRow(
            world.scenario.symbols.name[i],
            round(float(state.mid[i]) * 100),
            round(float(move[i]) * 10_000),
            int(state.own_shares[i]),
            bool(state.paused_until[i] > world.step),
        )
        for i in order
    )
