"""E10: names the routers whose output is not explained by input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class Ratio(EvidenceItem):
    key = "e10_ratio"
    title = text("Orders in and children out, per router")
    klass = 3
    seats = ("RTR",)

    def lines(self, world: World, args: Args) -> list[Text]:

        orders_in, children = world.fleet.rates()
        return [
            text(
                "SMARS-{host}: {orders} in, {children} out in five seconds",
                host=host,
                orders=int(orders_in[host]),
                children=int(children[host]),
            )
            for host in range(len(orders_in))
        ]
