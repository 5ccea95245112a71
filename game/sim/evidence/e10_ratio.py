"""E10: names the routers whose output is not explained by input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


LEAST_OUT, MUCH = 100, 20  # children in five seconds; children for an order, usually six


class Ratio(EvidenceItem):
    key = "e10_ratio"
    title = text("Orders in and children out, per router")
    klass = 3
    ratio = 20.0
    hypothesis = "host"
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

    def speaks(self, world: World, args: Args) -> list[int]:
        orders_in, children = (rates.tolist() for rates in world.fleet.rates())
        return [
            host
            for host, sent in enumerate(children)
            if sent >= LEAST_OUT and sent > MUCH * max(1, orders_in[host])
        ]
