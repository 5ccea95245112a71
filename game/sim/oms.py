"""Client orders as the order system counts them, by the feed they came from: the desk's own book.

It knows what clients entered, what came back filled and what was turned away. What the routers
make of an order it is not told (SEC order, par. 16): so nothing here depends on what is wrong, and
parents that are worked for longer than a minute are for a look (E12), not for this screen. An
order counts once, however often it is sent.
"""

from __future__ import annotations

import functools
import zlib
from typing import TYPE_CHECKING

from game.sim import feeds, rng
from game.sim.clock import OPEN
from game.sim.fleet import NAMES_VALUE
from game.sim.view import ClientOrders

if TYPE_CHECKING:
    from game.sim.world import World

MINUTE = 60
VERSIONS = 2**24
# Designer's assumptions: each feed's part of the orders, how far a seed moves it, how far a minute
# moves the orders, the part of a minute's orders still open at its end, and rejects that are usual.
PARTS, SPREAD, NOISE = (0.40, 0.25, 0.20, 0.15), 0.2, 0.1
STILL_OPEN = 0.3
USUAL_REJECTS = 4


def version(world: World) -> int:
    """Changes when a row does, and for no other reason."""
    return zlib.crc32(repr([row.counts for row in rows(world)]).encode()) % VERSIONS


def rows(world: World) -> tuple[ClientOrders, ...]:
    """Each feed's orders of the last minute, at the pace of now: open, filled or rejected."""
    received = _received(world)[: len(world.state.feeds)]
    return tuple(_row(world, feed, count) for feed, count in enumerate(received))


def _received(world: World) -> tuple[int, ...]:
    flow = world.scenario["flow"]
    rate = flow["orders_open"] if world.step >= OPEN else flow["orders_preopen"]
    parts = _parts(world.seed, world.step // MINUTE)
    return tuple(round(MINUTE * world.routers * float(rate) * part) for part in parts)


def _row(world: World, feed: int, received: int) -> ClientOrders:
    rejected = _rejected(world, feed, received)
    taken = received - rejected
    waiting = round(taken * (1.0 - (1.0 - STILL_OPEN) * _capacity(world)))
    return ClientOrders(feeds.CHOICES[feed][1], received, waiting, taken - waiting, rejected)


def _rejected(world: World, feed: int, received: int) -> int:
    """The door is shut, the name is blocked, or one of the usual reasons: a limit, no locate."""
    state = world.state
    if not state.intake or state.killed or not state.feeds[feed]:
        return received
    usual = int(USUAL_REJECTS * world.draws.chance(f"oms/{feed}/reject", world.step // MINUTE))
    blocked = round(received * NAMES_VALUE * float(state.blocked.mean()))
    return min(received, usual + blocked)


def _capacity(world: World) -> float:
    """Part of the orders that the routers which take any can carry to a venue."""
    if not world.state.venue:
        return 0.0
    each = float(world.scenario["fleet"]["capacity"])
    return min(1.0, each * int(world.fleet.takes_orders().sum()))


@functools.lru_cache(maxsize=256)
def _parts(seed: str, minute: int) -> tuple[float, ...]:
    """Each feed's orders in this minute, as a part of all orders of a usual minute."""
    usual = [
        part * (1.0 + SPREAD * (2.0 * rng.one(seed, f"oms/{feed}") - 1.0))
        for feed, part in enumerate(PARTS)
    ]
    moved = [
        part * (1.0 + NOISE * (2.0 * rng.one(seed, f"oms/{feed}/minute", minute) - 1.0))
        for feed, part in enumerate(usual)
    ]
    return tuple(part / sum(usual) for part in moved)
