"""E27: drop copy and open parents agree for three minutes, or they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk
from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class Verified(EvidenceItem):
    key = "e27_verified"
    title = text("Flow verified")
    klass = 3

    def lines(self, world: World, args: Args) -> list[Text]:

        if desk.flow_is_calm(world):
            return [
                text("For three minutes every execution on the drop copy matches an open parent.")
            ]
        return [text("Not so: within the last three minutes executions matched no open parent.")]
