"""E09: the comparison that the SEC found missing, for the fleet as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.clock import reading
from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class FleetRates(EvidenceItem):
    key = "e09_fleet_rates"
    title = text("Orders in and children out, fleet")
    klass = 2
    seats = ("RSK", "RTR")

    def lines(self, world: World, args: Args) -> list[Text]:

        orders_in, children = world.fleet.rates()
        return [
            text(
                "{time}: {orders} orders in and {children} child orders out in five seconds.",
                time=reading(world.state.step),
                orders=int(orders_in.sum()),
                children=int(children.sum()),
            )
        ]
