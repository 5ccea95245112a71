"""What the desk does to parent orders and names when something has gone wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from game.sim import orders
from game.sim.scenario import FORMER
from game.sim.state import CLOSED, HELD, I64, RESENT, RUNAWAY

if TYPE_CHECKING:
    from game.sim.world import World

MOVERS = 25  # names that can be blocked by their moves alone
DOUBLE_COSTS = 30_000  # for each router whose orders went out twice


def reroute(world: World) -> tuple[int, int]:
    """Give stuck parents to other routers. Returns how many, and how many routers' orders were
    still in the market: what these parents have there may be filled a second time."""
    state, mine = world.state, np.flatnonzero(orders.stuck(world))
    hosts = sorted({int(host) for host in state.router[mine]})
    live = [host for host in hosts if f"cancelled:{host}" not in state.keys]
    state.served = max(0, state.served - DOUBLE_COSTS * len(live))
    for parent in mine:
        host = orders.route(world, int(world.draws.home[parent]), int(parent))
        if host < 0:
            state.status[parent] = HELD
            continue
        state.router[parent] = host
        orders.handle(world, int(parent))
    world.changed()
    return len(mine), len(live)


def put_back(world: World, hosts: Sequence[int]) -> None:
    """Start the former build on these hosts; a flow that it raises is a relapse."""
    state, before = world.state, _pace(world)
    state.keys["rolled_back"] = state.step
    for host in hosts:
        world.fleet.install(host, FORMER)
        world.fleet.start(host)
    state.rearms += int(_pace(world) > before)


def _pace(world: World) -> float:
    """Executions a second that could run away now."""
    return float(orders.loops(world).rate.sum())


def goes_astray(world: World, host: int) -> bool:
    """Would what is sent through it end at the test exchange?"""
    return world.scenario.builds[int(world.state.running[host])].uat


def would_run_away(world: World, host: int) -> bool:
    """Would the router, given back to the pool, send what it should not, now or soon?"""
    state = world.state
    queued = bool(((state.status == RUNAWAY) & (state.router == host)).any())
    return queued or (orders.marked(world, host) and world.mis_executes(host))


def names(world: World, which: str) -> I64:
    """Places of names that may be blocked: all that were traded without an open order ("mine"),
    or those that moved most; not those that are blocked already."""
    state = world.state
    if which == "mine":
        return np.flatnonzero((state.own_shares > 0) & (state.blocked == 0))
    move = np.abs(state.mid / world.market.open - 1.0)
    top = np.argsort(-move, kind="stable")[:MOVERS]
    return np.sort(top[state.blocked[top] == 0])


def mend_feed(world: World) -> None:
    """The sender's numbering is set right: what it sent again is known for what it is."""
    state = world.state
    state.feed_mended = True
    state.status[state.status == RESENT] = CLOSED
    world.changed()
