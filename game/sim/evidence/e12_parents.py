"""E12: the order system knows parents as filled that SMARS still works on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import orders
from game.sim.clock import OPEN
from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class OpenParents(EvidenceItem):
    key = "e12_parents"
    title = text("Parent orders in the order system")
    klass = 2
    seats = ("TRD",)

    def lines(self, world: World, args: Args) -> list[Text]:
        sending = orders.loops(world).parent
        full = world.state.filled[sending] >= world.scenario.parents.quantity[sending]
        count = int(full.sum()) if world.step > OPEN else 0
        if not count:
            return [text("Every parent that sends children is open here.")]
        return [
            text(
                "{count} parents are FILLED here while children keep leaving for them.",
                count=count,
            ),
            text("No client order explains those children."),
        ]
