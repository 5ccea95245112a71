"""E07: flag on is intended today; what it means depends on the build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


ON, OFF = text("on"), text("off")


class Flag(EvidenceItem):
    key = "e07_flag"
    title = text("Flag registry")
    klass = 1
    seats = ("CHG",)

    def lines(self, world: World, args: Args) -> list[Text]:

        value = ON if world.state.flag_on else OFF
        return [
            text("RLP flag on incoming orders: {value}, for all routers.", value=value),
            text(
                "Owner: order entry. The field is older than RLP; its former use is not kept here."
            ),
        ]
