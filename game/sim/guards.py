"""What stops the firm by itself: controls that a team arms beforehand, and that then fire.

A circuit breaker isolates a router whose output its input does not explain; the capital
threshold blocks order entry when account 33 passes it (rule 15c3-5 asks for such thresholds).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from game.sim import desk, ledger
from game.sim.clock import OPEN
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World

LEAST_OUT = 60  # children in five seconds: a breaker ignores routers that hardly send


def fire(world: World) -> list[Text]:
    """What fired this second, in words for the team's log."""
    state = world.state
    if state.step <= OPEN or not (state.breaker or state.capital):
        return []
    return [*_breaker(world), *_capital(world)]


def _breaker(world: World) -> list[Text]:
    state = world.state
    if not state.breaker:
        return []
    orders_in, children = world.fleet.rates()
    over = (children >= LEAST_OUT) & (100 * children > state.breaker * np.maximum(orders_in, 1))
    hosts = [int(host) for host in np.flatnonzero(over & (state.port == 1))]
    for host in hosts:
        world.fleet.close_port(host)
    return [text("The breaker has isolated SMARS-{host}.", host=host) for host in hosts]


def _capital(world: World) -> list[Text]:
    state = world.state
    if not state.capital or state.killed:
        return []
    if int(ledger.totals(world)[ledger.GROSS]) <= 100 * state.capital:
        return []
    desk.excuse_cut(world)
    state.killed, state.capital = True, 0
    world.changed()
    return [text("Account 33 has passed its threshold: order entry is blocked for the firm.")]
