"""The fast numbers of a view: raw integers in a fixed order, the same for every language."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.sim import injects, ledger, mails
from game.sim.seats import panes_of
from game.sim.state import RATE_WINDOW
from game.sim.view import FRAME_FIELDS, HIDDEN_BY

if TYPE_CHECKING:
    from game.sim.world import World

UNKNOWN = -1


@functools.cache
def _covered(seats: tuple[str, ...]) -> tuple[int, ...]:
    """Places in the frame that these seats may not see."""
    shown = panes_of(seats)
    names = [name for pane, group in HIDDEN_BY.items() if pane not in shown for name in group]
    return tuple(FRAME_FIELDS.index(name) for name in names)


def numbers(world: World, seats: Sequence[str]) -> tuple[int, ...]:
    """Raw integers in the order of FRAME_FIELDS; -1 is not enabled, unknown or not this seat's."""
    fast = _numbers(world)
    fast[FRAME_FIELDS.index("messages")] = len(injects.reaching(world, seats))
    for place in _covered(tuple(seats)):
        fast[place] = UNKNOWN
    return tuple(fast)


def _numbers(world: World) -> list[int]:
    state = world.state
    pnl, gross, net, long, short = (int(value) for value in ledger.shown(world))
    orders_in, children = (rates.tolist() for rates in world.fleet.rates())
    fast = [
        pnl, state.pmon_asof, gross, net, long, short,
        round(sum(orders_in) / RATE_WINDOW), round(sum(children) / RATE_WINDOW), state.rejects_rate,
        mails.count(world), len(state.messages), len(state.pending),
    ]  # fmt: skip
    for host in by_shown(world):
        beat = max(0, world.step - int(state.beat[host]))
        fast += [world.fleet.code(host), beat]
        fast += _ratio(world, orders_in[host], children[host])
    return fast + [UNKNOWN] * (len(FRAME_FIELDS) - len(fast))


def by_shown(world: World) -> list[int]:
    """Inner hosts in the order of the numbers that the team sees."""
    return [world.inner(number) for number in range(1, world.routers + 1)]


def _ratio(world: World, orders_in: int, children: int) -> list[int]:
    """In and out per second and out per in (hundredths), once the team has built the panel."""
    if not world.state.ratio_enabled:
        return [UNKNOWN, UNKNOWN, UNKNOWN]
    ratio = 100 * children // orders_in if orders_in else UNKNOWN
    return [round(orders_in / RATE_WINDOW), round(children / RATE_WINDOW), ratio]
