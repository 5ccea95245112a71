"""What risk control sees of limits and capital: what would stop an order now, and what bounds us.

It knows what the firm has set, armed or shut, and PMON's figure with its age; never the truth of
the position (SEC order, par. 22 to 25: neither the capital threshold nor the account's limit was
linked to order entry). The capital thresholds in dollars are not known to any source, so none is
named; the cash is that of 30 June 2012.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from game.sim import ledger
from game.sim.text import Text, text
from game.sim.view import Limit, Limits

if TYPE_CHECKING:
    from game.sim.world import World

VERSIONS = 2**24
PMON = ("e13_position", "e15_pmon")  # looks at PMON that can be cited
NONE = text("None.")
OPEN = text("Open.")


def look(world: World) -> Limits:
    """The pane as of this second; hosts by their inner numbers."""
    limit = 100 * int(world.scenario["ledger"]["account_limit_usd"])
    return Limits(
        account_cents=limit,
        passed=int(ledger.shown(world)[ledger.GROSS]) > limit,
        opened=any(key in world.state.opened for key in PMON),
        rows=tuple(_rows(world)),
    )


def _rows(world: World) -> Iterable[Limit]:
    yield _account(world)
    yield _row("firm", text("Capital threshold of the firm"), text("Not tied to order entry."))
    yield _breaker(world)
    yield _throttles(world)
    yield _names(world)
    yield _entry(world)
    yield _sessions(world)
    yield _row("cash", text("Cash"), text("About 365 million dollars at 30 June."))
    yield _row(
        "capital",
        text("Net capital"),
        text("No live figure. What it does not cover cannot be carried to tomorrow."),
    )


def _row(key: str, title: Text, state: Text, on: bool = False) -> Limit:
    return Limit(key, title, state, on)


def _account(world: World) -> Limit:
    dollars = world.state.capital
    loose = text("Not tied to order entry: it stops nothing.")
    tied = text("Tied: past {dollars} dollars order entry blocks itself.", dollars=dollars)
    return _row("account_33", text("Account 33"), tied if dollars else loose, bool(dollars))


def _breaker(world: World) -> Limit:
    above = world.state.breaker // 100
    state = text("Isolates a router by itself above {ratio}.", ratio=above) if above else NONE
    return _row("breaker", text("Breaker on orders out per order in"), state, bool(above))


def _throttles(world: World) -> Limit:
    held = [int(host) for host in np.flatnonzero(world.state.throttled)]
    state = text("Held to a tenth: {hosts}.", hosts=held) if held else NONE
    return _row("throttle", text("Throttled routers"), state, bool(held))


def _names(world: World) -> Limit:
    count = int(world.state.blocked.sum())
    state = text("{count} names.", count=count) if count else NONE
    return _row("names", text("Blocked names"), state, bool(count))


def _entry(world: World) -> Limit:
    """The kill switch shuts more than the door for parents, the door more than a feed."""
    state = world.state
    shut = len(state.feeds) - int(state.feeds.sum())
    title = text("Order entry")
    if state.killed:
        return _row("entry", title, text("Blocked for the whole firm."), on=True)
    if not state.intake:
        return _row("entry", title, text("No new parent orders are taken."), on=True)
    if shut:
        return _row("entry", title, text("Open, less feeds shut: {count}.", count=shut), on=True)
    return _row("entry", title, OPEN)


def _sessions(world: World) -> Limit:
    state, title = world.state, text("Sessions with the venues")
    if state.venue:
        return _row("sessions", title, OPEN)
    cut = text("Cut off by the exchange.") if state.cut_off else text("Disconnected.")
    return _row("sessions", title, cut, on=True)
