"""Cancel resting orders; a source that keeps sending keeps sending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import orders
from game.sim.parts import Action, Args, Entry, Field
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class CancelOrders(Action):
    name = "cancel_orders"
    title = text("Cancel open orders")
    help = text(
        "Cancels what rests at the exchanges, clients' orders included, from all routers or from "
        "those you choose. A router that goes on sending sends new ones."
    )
    fields = (Field("routers", "routers", text("Routers (none: all)"), required=False),)
    seats = ("TRD",)
    latency_s = 30
    irreversible = True

    def latency_in(self, world: World) -> int:
        return self.latency_s // 2 if "cod_tested" in world.state.keys else self.latency_s

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        orders.cancel_working(world, args.get("routers", ()))

    def done(self, world: World, args: Args) -> Text:
        return text("Open orders cancelled.")
