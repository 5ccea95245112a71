"""Drop the active parents of routers; the next flagged order may arm an old build again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import orders
from game.sim.parts import Action, Args, Entry, Field
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class Purge(Action):
    name = "purge"
    title = text("Purge active parent orders")
    help = text("Drops the parents that the chosen routers are working on. New ones still come.")
    irreversible = True
    fields = (Field("routers", "routers", text("Routers")),)
    seats = ("RTR",)
    latency_s = 30

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.state.keys[f"purged:{entry.seq}"] = orders.purge(world, list(args["routers"]))

    def done(self, world: World, args: Args) -> Text:
        return text("Active parents purged: {hosts}.", hosts=list(args["routers"]))
