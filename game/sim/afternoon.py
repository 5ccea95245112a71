"""A quick afternoon for studies: the unwind of a fleet at rest, in strides.

The game itself plays every second. Here half a minute's trades go at the quote of its middle,
cents are rounded by half a cent a share, and no name pauses. docs/validity.md says how far that
moves a loss.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from game.sim import orders, unwind
from game.sim.clock import CUT, OPEN, STEPS, at
from game.sim.fleet import SERVICE_TO
from game.sim.valuation import MINUTE, Tape

if TYPE_CHECKING:
    from game.sim.world import World

SETTLED = CUT + MINUTE  # whoever still floods the market has been cut off
STRIDE_S = 30  # a stride lies in one row of the tape, which changes at half past
HALF_CENT = 0.005


def at_rest(world: World) -> bool:
    """Nothing is under way, nothing sends, and no router or feed can come to send."""
    state = world.state
    if state.pending or state.awaiting or len(orders.loops(world).parent):
        return False
    late = world.scenario["fleet"]["late"]
    if late and world.step <= at(late):
        return False
    if not state.intake or state.killed or not state.venue:
        return True
    takes = np.flatnonzero(world.fleet.takes_orders())
    feed = orders.resending(world)
    fed = feed >= 0 and bool(state.feeds[feed]) and len(takes) > 0
    return not fed and not (state.flag_on and any(world.mis_executes(int(host)) for host in takes))


def close(world: World) -> None:
    """Go to 16:00. Tape, position, block price and service are kept; screens and cash are not.

    For a taped world after 10:15 that gets no more orders, of which nothing sends or will send.
    """
    state = world.state
    _serve(world)
    begin = at(world.scenario["unwind"]["default_from"])
    if state.step < begin and not state.unwind_style:
        _rest(world, begin)
        unwind.begin(world, "paced")
    while state.step < STEPS and unwind.due(world, STEPS).any():
        _stride(world, min(state.step - state.step % STRIDE_S + STRIDE_S, STEPS))
    _rest(world, STEPS)
    unwind.close(world)


def _serve(world: World) -> None:
    """Count the rest of the time in which clients are served, as it is counted second by second."""
    state, now = world.state, world.step
    for step in range(now + 1, SERVICE_TO):
        state.step = step
        world.fleet.serve()
    state.step = now


def _rest(world: World, to_step: int) -> None:
    """Nobody trades: the volume recovers, position and drift stay."""
    state = world.state
    state.volume = world.market.recovered(state.volume, to_step - state.step)
    _pass(world, to_step)


def _pass(world: World, to_step: int) -> None:
    """Let the time pass, and keep position and drift at the end of each of its minutes."""
    state, tape = world.state, world.tape
    assert tape is not None
    rows = slice((state.step - OPEN) // MINUTE + 1, (to_step - OPEN) // MINUTE + 1)
    tape.position[rows], tape.drift[rows] = state.position, state.drift
    state.step = to_step


def _stride(world: World, to_step: int) -> None:
    """Trade what falls due up to a step."""
    state, tape, seconds = world.state, world.tape, to_step - world.state.step
    assert tape is not None
    row = Tape.row(state.step + 1)
    sold = unwind.due(world, to_step)
    buys, sells = np.maximum(-sold, 0), np.maximum(sold, 0)
    quote = world.market.stride(state, buys, sells, seconds)
    fee = float(world.scenario["ledger"]["fee_per_share_usd"])
    gross = float((buys + sells).sum())
    tape.paid[row] += quote.factor * (buys * (1.0 + quote.half) - sells * (1.0 - quote.half))
    tape.rounding[row] -= (fee + HALF_CENT) * gross
    tape.fees += fee * gross
    state.unwound += sold
    state.position -= sold
    _pass(world, to_step)
