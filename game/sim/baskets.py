"""A client's program of many names at 09:40: more orders, children and positions, all meant.

It is one of the signs that mean no harm. For ten minutes every router gets more parents, and each
parent more slices than usual; a few odd lots lie in account 33 until the program desk allocates
them. Its parents are OPEN in the order system all the while, which is how to tell it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from game.sim.clock import at
from game.sim.state import I64

if TYPE_CHECKING:
    from game.sim.world import World

FROM, TO, ALLOCATED = at("09:40:00"), at("09:50:00"), at("09:55:00")
ORDERS, CHILDREN = 1.5, 2.0  # times the usual orders, and children for each of them
NAMES = 52
ODD_EVERY, ODD_CENTS = 13, 83_300  # every 13th name leaves so much a second in account 33


def comes(world: World) -> bool:
    """Is a program one of this morning's harmless signs?"""
    return "basket" in world.draws.decoys


def works(world: World) -> bool:
    """Is it being worked at this second?"""
    return FROM <= world.state.step < TO and comes(world)


def pace(world: World) -> tuple[float, float]:
    """Factors on the fleet's orders, and on the children of each."""
    return (ORDERS, CHILDREN) if works(world) else (1.0, 1.0)


def trade(world: World) -> None:
    """A second of it, unless the firm takes no orders."""
    if works(world):
        seconds = world.state.keys.get("basket", 0)
        world.state.keys["basket"] = seconds + 1


def done(world: World) -> int:
    """Percent of it that is worked off."""
    return 100 * int(world.state.keys.get("basket", 0)) // (TO - FROM)


def booked(world: World) -> I64 | None:
    """Shares by symbol that lie in account 33 until they are allocated; None: none."""
    seconds = world.state.keys.get("basket", 0)
    if not seconds or world.state.step >= ALLOCATED:
        return None
    price = world.scenario.symbols.price
    each = np.zeros(len(price), dtype=np.int64)
    each[::ODD_EVERY] = np.ceil(ODD_CENTS / (100.0 * price[::ODD_EVERY])).astype(np.int64)
    each[:: 2 * ODD_EVERY] *= -1
    return each * seconds
