"""E14: order ids of a sample of fills lead back to the router that sent them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class Drill(EvidenceItem):
    key = "e14_account_33"
    title = text("Fills of account 33 by router")
    klass = 3
    seats = ("RSK",)

    def lines(self, world: World, args: Args) -> list[Text]:

        state = world.state
        total = int(state.executions.sum())
        if not total:
            return [text("Account 33 has no fills without an open parent.")]
        return [
            text(
                "SMARS-{host}: {part} of 200 sampled fills",
                host=host,
                part=int(state.executions[host]) * 200 // total,
            )
            for host in range(len(state.executions))
        ]
