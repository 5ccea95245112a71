"""Parent orders: from the order system to a router, and what the code there makes of the flag."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from game.sim import rng
from game.sim.state import CLOSED, FUTURE, HELD, I8, I64, PURGED, RESENT, RUNAWAY, WORKING, Mask

if TYPE_CHECKING:
    from game.sim.world import World


CANCEL_COSTS = 30_000  # thirty seconds of the clients' service
UAT = -1  # a test host that mails to the production list; no router of the fleet
THROTTLE = 0.1  # part of its messages that a throttled router still sends


@dataclass(frozen=True)
class Fills:
    """One second of children of runaway parents, by symbol and by router. Shares and counts."""

    buys: I64
    sells: I64
    executions: I64
    router_sent: I64
    router_executions: I64
    router_in: I64  # orders that an upstream feed sent again

    @property
    def total(self) -> int:
        return int(self.router_executions.sum())


@dataclass(frozen=True)
class Loops:
    """The child loops that run now: a cache, rebuilt whenever the fleet or a parent changes."""

    parent: I64
    index: np.ndarray
    cell: I64  # 2 * symbol, plus one for sells
    symbol: I64
    router: I8
    rate: np.ndarray
    sent_rate: np.ndarray
    resent: np.ndarray  # mask: sent again from upstream, not by the router itself


def arrive(world: World) -> None:
    """Hand on the parents whose time has come."""
    state, arrivals = world.state, world.scenario.parents.arrive
    while state.arrived < len(arrivals) and arrivals[state.arrived] <= state.step:
        parent = state.arrived
        state.arrived += 1
        place(world, parent)


def place(world: World, parent: int) -> None:
    """The order system stamps the flag and picks a router; with none left the order waits."""
    state = world.state
    if not state.intake or state.killed or not state.feeds[feed_of(world, parent)]:
        state.status[parent] = CLOSED
        return
    if feed_of(world, parent) == resending(world):
        state.status[parent] = RESENT
        world.changed()
        return
    host = route(world, int(world.draws.home[parent]), parent)
    state.flagged[parent] = int(marked(world, host))
    if host < 0:
        state.status[parent] = HELD
        return
    state.router[parent] = host
    handle(world, parent)


def marked(world: World, host: int) -> bool:
    """Do orders for this router carry the flag? Of a staged launch only one router's do."""
    staged = world.state.keys.get("staged", host)
    return world.state.flag_on and staged == host


def feed_of(world: World, parent: int) -> int:
    """The feed that a parent comes from."""
    return parent % len(world.state.feeds)


def resending(world: World) -> int:
    """The feed that sends its orders again and again; -1 when none does."""
    values = world.scenario["feeds"]
    if not values["resends"] or world.state.feed_mended:
        return -1
    return int(values["names"].index(values["resends"]))


def route(world: World, home: int, turn: int) -> int:
    """The home router; when it takes no orders, the others in turn; with none left -1."""
    takes = world.fleet.takes_orders()
    if takes[home]:
        return home
    others = np.flatnonzero(takes)
    return int(others[turn % len(others)]) if len(others) else -1


def handle(world: World, parent: int) -> None:
    """What the running code does with a parent: build times flag, nothing else, decides.

    RLP code runs a flagged order as RLP; if it is sound, that ends. Code without it but with
    Power Peg reads the same flag as Power Peg and starts a child loop. Without either the flag
    means nothing.
    """
    state = world.state
    build = world.scenario.builds[int(state.running[state.router[parent]])]
    if state.flagged[parent] and build.pace:
        state.armed[parent] = 1
        state.status[parent] = RUNAWAY
        _note_arming(world, int(state.router[parent]))
    else:
        state.status[parent] = WORKING
    world.changed()


def _note_arming(world: World, host: int) -> None:
    if world.state.armed_at[host] < 0:
        world.state.armed_at[host] = world.state.step


def still_working(world: World) -> Mask:
    """Mask of parents that a healthy router is still working on."""
    state, parents = world.state, world.scenario.parents
    working: Mask = (state.status == WORKING) & (parents.arrive + parents.life > state.step)
    return working


def replay_journal(world: World, host: int) -> None:
    """A process that starts resumes the parents in its journal with the code it runs.

    That is why a restart relapses, why a roll-back arms a router at once, and why the right
    build closes what Power Peg left: the order system has long known those parents as full.
    """
    state = world.state
    mine = state.router == host
    build = world.scenario.builds[int(state.running[host])]
    if not build.pace:
        state.status[mine & (state.status == RUNAWAY)] = CLOSED
    else:
        resumed = mine & still_working(world) & (state.flagged == 1)
        state.armed[resumed] = 1
        state.status[resumed] = RUNAWAY
        if resumed.any():
            _note_arming(world, host)
    world.changed()


def unflag_open_parents(world: World) -> None:
    """RLP off at entry: the order system re-enters parents it knows as open, without the flag.

    It knows the runaways as full, so it leaves them alone.
    """
    state = world.state
    state.flagged[still_working(world)] = 0
    state.flagged[state.status == HELD] = 0


def purge(world: World, hosts: list[int]) -> int:
    """Drop the active parents of the hosts; returns how many."""
    state, working = world.state, still_working(world)
    here = np.isin(state.router, hosts)
    mine = here & ((state.status == RUNAWAY) | working)
    _charge(world, CANCEL_COSTS, here & working, working)  # clients lose their places in line
    state.status[mine] = PURGED
    world.changed()
    return int(mine.sum())


def cancel_working(world: World, chosen: Sequence[int] = ()) -> None:
    """Cancel what rests at the exchanges from these hosts, or all; clients must enter it anew.

    Parents that stand at a host that cannot send stay there, to go another way: only what it
    still has in the market is cancelled, and nothing can be filled twice.
    """
    state, working = world.state, still_working(world)
    hosts = chosen or range(world.routers)
    up = (state.online == 1) & (state.port == 1)
    gone = np.isin(state.router, hosts) & working & up[state.router]
    _charge(world, CANCEL_COSTS, gone, working)
    state.status[gone] = CLOSED
    for host in hosts:
        if not up[host]:
            state.keys[f"cancelled:{host}"] = state.step


def _charge(world: World, cost: int, part: Mask, whole: Mask) -> None:
    """Take a part of a cost, in thousandths of seconds of service, from what clients got."""
    state = world.state
    cost = round(cost * int(part.sum()) / max(1, int(whole.sum())))
    state.served = max(0, state.served - cost)


def forget_cancel(world: World, host: int) -> None:
    """A router that comes back has orders in the market again."""
    world.state.keys.pop(f"cancelled:{host}", None)


def stuck(world: World) -> Mask:
    """Mask of clients' parents that stand at a router that cannot send."""
    state = world.state
    down = (state.online == 0) | (state.port == 0)
    stuck: Mask = still_working(world) & down[state.router]
    return stuck


def stuck_part(world: World) -> float:
    """Part of the clients' open parents that is stuck."""
    state = world.state
    if bool(state.online.all()) and bool(state.port.all()):
        return 0.0
    return int(stuck(world).sum()) / max(1, int(still_working(world).sum()))


def release_held(world: World) -> None:
    """Orders that waited for a router are placed when one takes orders again."""
    state = world.state
    for parent in np.flatnonzero(state.status == HELD):
        state.status[parent] = FUTURE
        place(world, int(parent))


def premarket(world: World) -> None:
    """Pre-market RLP-eligible orders: a router without the right code rejects them by mail.

    These orders are not the 212 (SEC order, footnote 6).
    """
    state, draws = world.state, world.draws
    steps = draws.premarket_step
    while state.pre_arrived < len(steps) and steps[state.pre_arrived] <= state.step:
        home = int(draws.premarket_home[state.pre_arrived])
        state.pre_arrived += 1
        host = route(world, home, state.pre_arrived) if state.intake and not state.killed else -1
        if host < 0 or not marked(world, host):
            continue
        build = world.scenario.builds[int(state.running[host])]
        if build.rejects:
            state.bnet.append([state.step, host])
    if state.step in draws.uat_steps:
        state.bnet.append([state.step, UAT])


def loops(world: World) -> Loops:
    """The runaway loops that can send now."""
    state, parents = world.state, world.scenario.parents
    own = np.flatnonzero((state.status == RUNAWAY) & _sending(world)[state.router])
    again = np.flatnonzero((state.status == RESENT) & _fed(world))
    chosen = np.concatenate((own, again))
    router = np.concatenate((state.router[own], _spread(world, again)))
    symbol = parents.symbol[chosen]
    resent = np.arange(len(chosen)) >= len(own)
    rate = parents.rate[chosen] * _pace(world, router, resent) * (state.blocked[symbol] == 0)
    return Loops(
        parent=chosen,
        index=chosen.astype(np.uint64),
        cell=2 * symbol + (parents.side[chosen] < 0),
        symbol=symbol,
        router=router,
        rate=rate,
        sent_rate=rate / float(world.scenario["market"]["fill"]),
        resent=resent,
    )


def _sending(world: World) -> Mask:
    """Routers whose children reach a venue now."""
    state = world.state
    shut = not state.venue or state.killed
    sends: Mask = (state.online == 1) & (state.port == 1) & (not shut)
    return sends


def _fed(world: World) -> bool:
    """Does the feed that sends its orders again reach any router?"""
    state, feed = world.state, resending(world)
    if feed < 0 or not state.feeds[feed] or not state.intake or not state.venue or state.killed:
        return False
    return bool(world.fleet.takes_orders().any())


def _spread(world: World, parents: I64) -> I8:
    """Routers that orders sent again go to: home, or another one that takes orders."""
    return np.array([route(world, int(world.draws.home[p]), int(p)) for p in parents], np.int8)


def _pace(world: World, router: I8, resent: Mask) -> np.ndarray:
    """Factor on the loop rates: what the running code makes of them, and the throttle."""
    state = world.state
    builds = np.array([build.pace for build in world.scenario.builds])
    pace = builds[state.running[router]]
    pace = np.where(resent, float(world.scenario["feeds"]["resend_rate"]), pace)
    return pace * np.where(state.throttled[router] == 1, THROTTLE, 1.0)


def emit(world: World, running: Loops) -> Fills:
    """One second of every loop: a child goes out, is filled, the next goes out."""
    state, market = world.state, world.scenario["market"]
    n = len(world.scenario.symbols)
    u = rng.uniform(world.draws.fill_key, state.step, running.index)
    sent = np.floor(running.sent_rate + u).astype(np.int64)
    executions = np.floor(running.rate + u).astype(np.int64)
    fine = u * 4096.0
    odd = np.floor(executions * market["odd_lots"] + (fine - np.floor(fine))).astype(np.int64)
    if state.step < world.pause_end:
        halted = state.paused_until[running.symbol] > state.step
        executions[halted] = 0
        odd[halted] = 0
    odd = np.minimum(odd, executions)
    shares = 100 * executions - 50 * odd
    state.filled[running.parent] += shares
    by_cell = np.bincount(running.cell, weights=shares, minlength=2 * n).astype(np.int64)
    return Fills(
        buys=by_cell[0::2],
        sells=by_cell[1::2],
        executions=_count(running.symbol, executions, n),
        router_sent=_count(running.router, sent, world.routers),
        router_executions=_count(running.router, executions, world.routers),
        router_in=_count(
            running.router, np.ceil(sent / _children(world)) * running.resent, world.routers
        ),
    )


def _children(world: World) -> float:
    return float(world.scenario["flow"]["children_per_order"])


def _count(where: I64 | I8, what: I64, n: int) -> I64:
    return np.bincount(where, weights=what, minlength=n).astype(np.int64)


def close_full(world: World, running: Loops) -> None:
    """The loop asks whether the parent is full, but only code that sees the counter can know.

    In 2005 the cumulative-quantity function was moved ahead of Power Peg's place in the
    sequence, and Power Peg was not tested again.
    """
    counting = [build.counts_in_loop for build in world.scenario.builds]
    if not any(counting):
        return
    state = world.state
    sees = np.array(counting)[state.running[running.router]]
    full = state.filled[running.parent] >= world.scenario.parents.quantity[running.parent]
    done = running.parent[sees & full]
    if len(done):
        state.status[done] = CLOSED
        world.changed()
