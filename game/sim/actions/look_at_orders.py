"""What the order system knows about parents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.parts import Action, Args, Entry
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class LookAtOrders(Action):
    name = "look_at_orders"
    title = text("Look at parent orders")
    help = text("State of parent orders in the order system, beside the children that leave.")
    group = "observe"
    seats = ("TRD",)
    latency_s = 10

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        evidence.open_item(world, "e12_parents", args)
