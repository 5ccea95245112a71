"""The routers: processes, ports, builds, and their healthy work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from game.sim import baskets, orders
from game.sim.clock import OPEN, at
from game.sim.draws import Flow
from game.sim.state import (
    DEPLOYING,
    DRAINING,
    HISTORY,
    I64,
    ISOLATED,
    RATE_WINDOW,
    RESTARTING,
    STOPPED,
    UP,
    Mask,
)

if TYPE_CHECKING:
    from game.sim.world import World

SERVICE_FROM, SERVICE_TO = OPEN, at("10:45:00")
RLP_VALUE = 0.25  # part of the client value that needs RLP (designer's assumption)
NAMES_VALUE = 0.4  # part of it in the names that a block can reach; this and what follows as above
LATE = 0.5  # what an order is worth less when a throttled router delays it
STUCK = 0.3  # what an order is worth less while it stands at a router that cannot send
SLOWER = 10  # a throttled router sends one message in so many
AWAY, ELSEWHERE = 0.8, 0.3  # who sends orders elsewhere when told to; what that is worth to us


class Fleet:
    """Questions and changes about the hosts of one world. Keeps no truth of its own."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._load = np.zeros(world.routers)
        self._service = self._credit = 0
        self.flow = Flow(world.draws)
        self.refresh()

    def takes_orders(self) -> Mask:
        """Mask of hosts that the order system gives new parents to."""
        state = self._world.state
        up: Mask = (state.online == 1) & (state.port == 1)
        free: Mask = (state.draining == 0) & (state.busy == 0)
        return np.logical_and(up, free)

    def code(self, host: int) -> int:
        """What the host's line on the fleet screen says."""
        state = self._world.state
        if state.busy[host]:
            return int(state.busy[host])
        if not state.online[host]:
            return STOPPED
        if not state.port[host]:
            return ISOLATED
        return DRAINING if state.draining[host] else UP

    def refresh(self) -> None:
        """Spread the client flow over the hosts that take orders; called on every change."""
        world = self._world
        takes = self.takes_orders().tolist()
        weights = [
            w if t else 0.0 for w, t in zip(world.draws.healthy.tolist(), takes, strict=True)
        ]
        total = sum(weights)
        open_for_business = world.state.intake and world.state.venue and not world.state.killed
        share = world.routers * self._fed() / total if total and open_for_business else 0.0
        self._load = np.array([w * share for w in weights])
        self._service = self._served(takes) if open_for_business else 0
        away = "clients_away" in world.state.keys
        elsewhere = 1000 * AWAY * ELSEWHERE
        self._credit = round(elsewhere + (1 - AWAY) * self._service) if away else self._service

    @property
    def service(self) -> int:
        """Thousandths of the client value that is served by ourselves."""
        return self._service

    def _fed(self) -> float:
        """Part of the clients' feeds that are taken; test data are no client's."""
        state, feeds = self._world.state, self._world.scenario["feeds"]
        if state.feeds.all():
            return 1.0
        tested = feeds["resends"] if feeds["test"] else ""
        taken = [on for on, name in zip(state.feeds, feeds["names"], strict=True) if name != tested]
        return float(sum(taken)) / len(taken)

    def _through(self, takes: list[bool]) -> float:
        """Part of the clients' value that feeds, blocks, throttles and stuck orders leave."""
        state = self._world.state
        left = self._fed()
        if state.blocked.any():
            left *= 1.0 - NAMES_VALUE * float(state.blocked.mean())
        takes_it = sum(takes)
        if astray := sum(t and self._tests(host) for host, t in enumerate(takes)):
            left *= 1.0 - astray / takes_it
        slow = sum(t and bool(s) for t, s in zip(takes, state.throttled, strict=True))
        if slow:
            left *= 1.0 - LATE * slow / takes_it
        return left * (1.0 - STUCK * orders.stuck_part(self._world))

    def _tests(self, host: int) -> bool:
        """Does what runs there send its orders to the test exchange?"""
        return self._world.scenario.builds[int(self._world.state.running[host])].uat

    def _served(self, takes: list[bool]) -> int:
        """Thousandths of the client value that is served: capacity, and RLP where it works."""
        state, scenario = self._world.state, self._world.scenario
        capacity = float(scenario["fleet"]["capacity"])
        rlp = [
            scenario.builds[int(build)].rlp and orders.marked(self._world, host)
            for host, build in enumerate(state.running)
        ]
        plain = min(1.0, capacity * sum(takes))
        good = min(1.0, capacity * sum(t and r for t, r in zip(takes, rlp, strict=True)))
        value = (1 - RLP_VALUE) * plain + RLP_VALUE * good
        return round(1000 * value * self._through(takes))

    def work(self) -> None:
        """One second of healthy orders, children and heartbeats."""
        world, state = self._world, self._world.state
        flow = world.scenario["flow"]
        rate = flow["orders_open"] if state.step >= OPEN else flow["orders_preopen"]
        more, slices = baskets.pace(world)
        u, dither, spread = self.flow.at(state.step).reshape(3, world.routers)
        load = self._load * (rate * more * 2.0)
        orders_in = np.floor(load * u + dither).astype(np.int64)
        each = flow["children_per_order"] * slices * spread
        children = np.floor(orders_in * each).astype(np.int64)
        if state.throttled.any():
            children = np.where(state.throttled == 1, children // SLOWER, children)
        state.orders_in += orders_in
        state.children_out += children
        row = state.step % RATE_WINDOW
        state.in_ring[row] = orders_in
        state.out_ring[row] = children
        state.beat[state.online == 1] = state.step
        if self._service:
            baskets.trade(world)
        self.serve()

    def serve(self) -> None:
        """Add a second to the clients' service, offered and served, while it is counted."""
        state = self._world.state
        excused = state.step < state.keys.get("excused_until", -1) and not self._service
        if SERVICE_FROM <= state.step < SERVICE_TO and not excused:
            state.offered += 1000
            state.served += self._credit

    def count(self, fills: orders.Fills) -> None:
        """Add the runaway's children to the counters that any screen shows."""
        state = self._world.state
        rejects = fills.router_sent - fills.router_executions
        state.children_out += fills.router_sent
        state.orders_in += fills.router_in
        state.in_ring[state.step % RATE_WINDOW] += fills.router_in
        state.executions += fills.router_executions
        state.rejects += rejects
        state.out_ring[state.step % RATE_WINDOW] += fills.router_sent
        state.rejects_rate = int(rejects.sum())

    # Changes. Each ends with world.changed(), which spreads the flow anew.

    def close_port(self, host: int) -> None:
        """Isolate: the process, its queue and its loops stay."""
        self._world.state.port[host] = 0
        self._world.changed()

    def open_port(self, host: int) -> None:
        """Restore to the pool; what waited in the queue goes on."""
        state = self._world.state
        state.port[host], state.draining[host] = 1, 0
        orders.forget_cancel(self._world, host)
        self._back()

    def drain(self, host: int, on: bool) -> None:
        self._world.state.draining[host] = int(on)
        self._back()

    def stop(self, host: int) -> None:
        """Kill the process; its journal stays on disk."""
        self._world.state.online[host] = 0
        self._world.changed()

    def start(self, host: int) -> None:
        """Start whatever build is on disk; it resumes its journal."""
        state = self._world.state
        state.online[host], state.busy[host] = 1, 0
        state.running[host] = state.disk[host]
        state.started[host] = state.step
        orders.forget_cancel(self._world, host)
        orders.replay_journal(self._world, host)
        self._back()

    def install(self, host: int, build: int) -> None:
        """Copy a build to the disk; the process goes on with what it has in memory."""
        self._world.state.disk[host] = build

    def mark(self, host: int, code: int) -> None:
        """Show that the host is being worked on (restarting, deploying)."""
        self._world.state.busy[host] = code
        self._world.changed()

    def _back(self) -> None:
        self._world.changed()
        orders.release_held(self._world)

    def remember(self) -> None:
        """Every five seconds keep the fleet's totals, as the rates chart shows them."""
        state = self._world.state
        if state.step % RATE_WINDOW == 0:
            row = state.step // RATE_WINDOW % HISTORY
            state.history[row, 0] = state.in_ring.sum()
            state.history[row, 1] = state.out_ring.sum()

    def rates(self) -> tuple[I64, I64]:
        """Orders in and children out of each host over the last five seconds (sums)."""
        state = self._world.state
        return state.in_ring.sum(axis=0), state.out_ring.sum(axis=0)


BUSY = {"restart": RESTARTING, "deploy": DEPLOYING}
