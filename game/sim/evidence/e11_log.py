"""E11: a filled parent that goes on sending children by the old path."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from game.sim.clock import reading
from game.sim.parts import Args, EvidenceItem
from game.sim.state import RUNAWAY
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class RouterLog(EvidenceItem):
    key = "e11_log"
    title = text("Router log")
    klass = 3
    seats = ("RTR",)

    def lines(self, world: World, args: Args) -> list[Text]:
        host = int(args["router"])
        head = text("Log of SMARS-{host} at {time}", host=host, time=reading(world.step))
        lines = _looping(world, host) or [*_rejects(world, host), STANDARD]
        return [head, *lines, *_end(world, host)]


STANDARD = text("child NEW parent open, cumQty<ordQty path=STD")
STOPPED = text("The process has ended: no line after these.")
SHUT = text("Venue port closed: no child has left since.")


def _looping(world: World, host: int) -> list[Text]:
    """The newest children of parents that Power Peg works on there."""
    state, parents = world.state, world.scenario.parents
    running = np.flatnonzero((state.status == RUNAWAY) & (state.router == host))
    return [
        text(
            "child NEW parent=P{parent:d} cumQty={filled:d} ordQty={quantity:d} path=PPEG",
            parent=int(parent) + 5000,
            filled=int(state.filled[parent]),
            quantity=int(parents.quantity[parent]),
        )
        for parent in running[:4]
    ]


def _rejects(world: World, host: int) -> list[Text]:
    mine = [step for step, where in world.state.bnet[-40:] if where == host]
    return [
        text('{time} reject session=PRE reason="Power Peg disabled"', time=reading(step))
        for step in mine[-3:]
    ]


def _end(world: World, host: int) -> list[Text]:
    """Why nothing follows, when nothing can leave the host."""
    state = world.state
    if not state.online[host]:
        return [STOPPED]
    shut = not state.port[host] or not state.venue or state.killed
    return [SHUT] if shut else []
