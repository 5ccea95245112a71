"""E11: the log of one router: what its children were sent for, and by which path."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from game.sim import orders
from game.sim.clock import reading
from game.sim.parts import Args, EvidenceItem
from game.sim.state import RUNAWAY
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


NEWEST = 4


class RouterLog(EvidenceItem):
    key = "e11_log"
    title = text("Router log")
    klass = 3
    ratio = 20.0
    hypothesis = "host"
    seats = ("RTR",)

    def lines(self, world: World, args: Args) -> list[Text]:
        host = int(args["router"])
        head = text("Log of SMARS-{host} at {time}", host=host, time=reading(world.step))
        work = [*_looping(world, host), *_entered_again(world, host)]
        return [head, *(work or [*_rejects(world, host), STANDARD]), *_end(world, host)]

    def speaks(self, world: World, args: Args) -> list[int]:
        """Children for full parents and rejects are the router's; orders entered again are not."""
        host = int(args["router"])
        if _overfull(world, host) or _rejected(world, host):
            return [host]
        return [-1] if _entered_again(world, host) else []


STANDARD = text("child NEW parent open, cumQty<ordQty path=STD")
STOPPED = text("The process has ended: no line after these.")
SHUT = text("Venue port closed: no child has left since.")


def _loops(world: World, host: int) -> list[int]:
    """Parents that the host's own code works on without end, the fullest first."""
    state = world.state
    mine = np.flatnonzero((state.status == RUNAWAY) & (state.router == host))
    over = state.filled[mine] - world.scenario.parents.quantity[mine]
    return [int(parent) for parent in mine[np.argsort(-over, kind="stable")][:NEWEST]]


def _overfull(world: World, host: int) -> bool:
    state, parents = world.state, world.scenario.parents
    return any(state.filled[row] >= parents.quantity[row] for row in _loops(world, host))


def _looping(world: World, host: int) -> list[Text]:
    """The newest children of parents that the host's code does not stop working on."""
    state, parents = world.state, world.scenario.parents
    build = world.scenario.builds[int(state.running[host])]
    return [
        text(
            "child NEW parent=P{parent:d} cumQty={filled:d} ordQty={quantity:d} path={path}",
            parent=parent + 5000,
            filled=int(state.filled[parent]),
            quantity=int(parents.quantity[parent]),
            path="RLP" if build.rlp else "PPEG",
        )
        for parent in _loops(world, host)
    ]


def _entered_again(world: World, host: int) -> list[Text]:
    """New orders that the host got for client orders which it knows from before."""
    running = orders.loops(world)
    parents = [int(row) for row in running.parent[running.resent & (running.router == host)]]
    return [_entry(world, parent, turn) for parent in parents[:2] for turn in (1, 0)]


def _entry(world: World, parent: int, turn: int) -> Text:
    number = int(world.state.filled[parent]) // 600 - turn
    return text(
        "order NEW ClOrdID=N{parent:d}-{number:d} client order C{parent:d} ordQty={quantity:d} "
        "path=STD",
        parent=parent + 5000,
        number=max(0, number),
        quantity=int(world.scenario.parents.quantity[parent]),
    )


def _rejected(world: World, host: int) -> list[int]:
    return [step for step, where in world.state.bnet[-40:] if where == host]


def _rejects(world: World, host: int) -> list[Text]:
    return [
        text('{time} reject session=PRE reason="Power Peg disabled"', time=reading(step))
        for step in _rejected(world, host)[-3:]
    ]


def _end(world: World, host: int) -> list[Text]:
    """Why nothing follows, when nothing can leave the host."""
    state = world.state
    if not state.online[host]:
        return [STOPPED]
    shut = not state.port[host] or not state.venue or state.killed
    return [SHUT] if shut else []
