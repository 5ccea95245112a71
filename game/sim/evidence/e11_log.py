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

    def lines(self, world: World, args: Args) -> list[Text]:

        state, host = world.state, int(args["router"])
        head = text("Log of SMARS-{host} at {time}", host=host, time=reading(state.step))
        running = np.flatnonzero((state.status == RUNAWAY) & (state.router == host))
        rejects = [
            text('{time} reject session=PRE reason="Power Peg disabled"', time=reading(step))
            for step, where in state.bnet[-40:]
            if where == host
        ][-3:]
        if not len(running):
            return [head, *rejects, text("child NEW parent open, cumQty<ordQty path=STD")]
        parents = world.scenario.parents
        return [head] + [
            text(
                "child NEW parent=P{parent:d} cumQty={filled:d} ordQty={quantity:d} path=PPEG",
                parent=int(parent) + 5000,
                filled=int(state.filled[parent]),
                quantity=int(parents.quantity[parent]),
            )
            for parent in running[:4]
        ]
