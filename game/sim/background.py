"""What an ordinary morning shows of itself: usual rates, idle talk, other people's trading.

Much that looks like a fault also happens without one. How often, is invention; it sets the
likelihood ratios of the weak evidence (docs/evidence.md). All of it belongs to the seed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.clock import OPEN
from game.sim.state import RATE_WINDOW

if TYPE_CHECKING:
    from game.sim.world import World

# Part of all mornings on which it happens anyway.
TALK = 0.7  # somebody says that the release of today will bring trouble
CALLS = 0.35  # a client asks whether an order was filled twice
RUMOURS = 0.35  # somebody writes of odd prints
BURSTS = 0.35  # somebody else's program prints fast in one name
BUSY = 0.35  # the whole market is well above its usual volume
UNTESTED = 0.4  # a part of the release's tests was not run
NOISY_FEED = 0.07  # of each feed: its line was restarted often, or it was loaded from a file


def happens(world: World, name: str, part: float) -> bool:
    """Is this one of the mornings on which it happens anyway?"""
    return world.draws.chance(f"background/{name}") < part


def usual_rates(world: World) -> tuple[int, int]:
    """Orders in and children out of the fleet in five seconds, as on any day at this hour."""
    flow = world.scenario["flow"]
    rate = flow["orders_open"] if world.state.step >= OPEN else flow["orders_preopen"]
    orders = rate * world.routers * RATE_WINDOW
    return round(orders), round(orders * flow["children_per_order"])


def burst(world: World) -> tuple[int, int]:
    """Symbol and prints a second of the fastest name that the firm has no part in."""
    draws = world.draws
    symbol = int(draws.chance("background/burst/name") * len(world.scenario.symbols))
    if world.state.step < OPEN or not happens(world, "burst", BURSTS):
        return symbol, 1 + int(3 * draws.chance("background/burst/slow"))
    return symbol, 12 + int(14 * draws.chance("background/burst/fast"))


def volume_factor(world: World) -> float:
    """Others' volume of this day over that of a usual one."""
    u = world.draws.chance("background/volume")
    return 1.6 + 0.4 * u if happens(world, "busy", BUSY) else 0.8 + 0.4 * u


def inventory(world: World) -> tuple[int, int]:
    """Cents gross that all desks but account 33 hold, and what PMON had yesterday at this time."""
    draws = world.draws
    minutes = max(0, world.state.pmon_asof - OPEN) / 60.0
    usual = 62_000_000_000.0 + 450_000_000.0 * minutes
    today = 0.8 + 0.9 * draws.chance("background/inventory")
    return round(usual * today), round(usual)
