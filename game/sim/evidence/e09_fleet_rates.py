"""E09: the comparison that the SEC found missing, for the fleet as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import background
from game.sim.clock import reading
from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


MUCH, LEAST = 2, 300  # times the usual; children in five seconds: before the open it is chance


class FleetRates(EvidenceItem):
    key = "e09_fleet_rates"
    title = text("Orders in and children out, fleet")
    klass = 2
    ratio = 6.5
    seats = ("RSK", "RTR")

    def lines(self, world: World, args: Args) -> list[Text]:
        orders_in, children = world.fleet.rates()
        usual_in, usual_out = background.usual_rates(world)
        return [
            text(
                "{time}: {orders} orders in and {children} child orders out in five seconds.",
                time=reading(world.state.step),
                orders=int(orders_in.sum()),
                children=int(children.sum()),
            ),
            text(
                "Usual at this hour: {orders} in, {children} out.",
                orders=usual_in,
                children=usual_out,
            ),
        ]

    def speaks(self, world: World, args: Args) -> list[int]:
        """Far more leaves than on other days: the total does not tell a program from a fault."""
        sent = int(world.fleet.rates()[1].sum())
        usual = background.usual_rates(world)[1]
        return [-1] if sent > MUCH * usual and sent >= LEAST else []
