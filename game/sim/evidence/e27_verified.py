"""E27: drop copy and open parents agree for three minutes, or they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk
from game.sim.clock import OPEN
from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class Verified(EvidenceItem):
    key = "e27_verified"
    title = text("Flow check")
    klass = 3
    seats = ("RSK", "RTR")

    def lines(self, world: World, args: Args) -> list[Text]:

        if desk.flow_is_calm(world):
            return [
                text("For three minutes every execution on the drop copy matches an open parent.")
            ]
        if world.state.step < OPEN + desk.CALM_S:
            return [text("Nothing to compare yet: the market has not been open for three minutes.")]
        return [text("Within the last three minutes there were executions without an open parent.")]
