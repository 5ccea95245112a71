"""Account 33 and what PMON makes of it: after the fact, without limits, late when it matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from game.sim import baskets
from game.sim.clock import CUT, OPEN
from game.sim.orders import Fills
from game.sim.state import I64, PMON_RING, SNAPSHOT_S, SNAPSHOTS

if TYPE_CHECKING:
    from game.sim.world import World

RELAPSE_S = 10  # a flow that comes back after this long is a relapse
PNL, GROSS, NET, LONG, SHORT = range(5)
NOTHING = np.zeros(5, dtype=np.int64)


def count(world: World, fills: Fills) -> None:
    """Executions that match no open parent land in account 33."""
    state = world.state
    state.own_shares += fills.buys + fills.sells
    state.own_executions += fills.executions
    total = fills.total
    state.bad_executions += total
    state.runaway_rate = total
    if total:
        state.flow_seconds += 1
        if 0 <= state.flow_stopped <= state.step - RELAPSE_S:
            state.rearms += 1
        state.flow_stopped = -1
        if state.flow_started < 0:
            state.flow_started = state.step
    elif state.flow_started >= 0 and state.flow_stopped < 0:
        state.flow_stopped = state.step


def totals(world: World) -> I64:
    """P&L at mid, gross, net, long, short: cents. The mid flatters whoever pushes it."""
    state, program = world.state, baskets.booked(world)
    own = held(world)
    if program is None and not own.any():
        return np.array([int(state.cash.sum()) + state.phantom_cash, 0, 0, 0, 0], dtype=np.int64)
    price = np.rint(state.mid * 10_000.0).astype(np.int64)
    value = own * price
    long = int(value[value > 0].sum()) // 100
    short = int(-value[value < 0].sum()) // 100
    net = int(value.sum()) if program is None else int((value - program * price).sum())
    pnl = net // 100 + int(state.cash.sum()) + state.phantom_cash  # the program's is the client's
    return np.array([pnl, long + short, long - short, long, short], dtype=np.int64)


def held(world: World) -> I64:
    """What account 33 says it holds: fills, what the drop copy reported a second time, and odd
    lots of a client's program that are not allocated yet."""
    state, program = world.state, baskets.booked(world)
    own = state.position + state.phantom if state.doubled else state.position
    return own if program is None else own + program


def double_rate(world: World) -> int:
    """Rows a second that the drop copy reports a second time."""
    state = world.state
    if not state.doubled or not OPEN <= state.step < CUT:
        return 0
    return int(world.scenario["desk"]["phantom_rate"])


def double(world: World) -> None:
    """One second of drop-copy rows that come twice and are booked as fills nobody made."""
    state = world.state
    if not double_rate(world):
        return
    names = len(state.phantom)
    each = int(world.scenario["desk"]["phantom_rate"]) // names
    turn = (np.arange(names) + state.step) % 3 == 0
    side = np.where(np.arange(names) % 2 == 0, 100, -100)
    shares = np.where(turn, 3 * each * side, 0)
    state.phantom += shares
    state.phantom_cash -= int((shares * np.rint(state.mid * 100.0).astype(np.int64)).sum())


def straighten(world: World) -> None:
    """The doubled rows are taken out of account 33 again."""
    state = world.state
    state.doubled, state.phantom_cash = False, 0
    state.phantom[:] = 0


def post(world: World) -> None:
    """PMON works off executions at its own rate; the screen shows how far it has come."""
    state, values = world.state, world.scenario["ledger"]
    if state.step < OPEN:
        state.pmon_asof = max(0, state.step - int(values["pmon_lag_s"]))
        return
    double(world)
    capacity = int(values["pmon_capacity"])
    state.pmon_backlog = max(0, state.pmon_backlog + state.runaway_rate - capacity)
    now = totals(world) if _booked(world) else NOTHING
    state.peak_gross = max(state.peak_gross, int(now[GROSS]))
    if state.runaway_rate:
        state.stop_long, state.stop_short = int(now[LONG]), int(now[SHORT])
    state.pmon_ring[state.step % PMON_RING] = now
    lag = int(values["pmon_lag_s"]) + state.pmon_backlog // capacity
    lag = min(lag, int(values["pmon_lag_max_s"]))
    state.pmon_asof = max(state.pmon_asof, state.step - lag)
    if state.step % SNAPSHOT_S == 0:
        row = state.step // SNAPSHOT_S % SNAPSHOTS
        state.snap_position[row] = held(world)
        state.snap_price[row] = np.rint(state.mid * 100.0).astype(np.int64)
        state.snap_step[row] = state.step


def _booked(world: World) -> bool:
    """Can account 33 hold anything yet?"""
    state = world.state
    return bool(state.flow_seconds or state.doubled or state.keys.get("basket"))


def shown(world: World) -> I64:
    """The totals that PMON shows now."""
    row: I64 = world.state.pmon_ring[world.state.pmon_asof % PMON_RING]
    return row


def shown_positions(world: World) -> tuple[int, I64, I64]:
    """Step, shares and prices in cents of the newest snapshot that PMON has come to."""
    state = world.state
    ready = np.where(state.snap_step <= state.pmon_asof, state.snap_step, -1)
    row = int(ready.argmax())
    if state.pmon_asof < OPEN:  # nothing is booked yet, and PMON is up to date with nothing
        return (
            state.pmon_asof // SNAPSHOT_S * SNAPSHOT_S,
            state.snap_position[row],
            state.snap_price[row],
        )
    return int(state.snap_step[row]), state.snap_position[row], state.snap_price[row]
