"""Stop and start a router: whatever is on its disk runs, and resumes its journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk
from game.sim.parts import Action, Args, Entry, Field
from game.sim.state import RESTARTING
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class Restart(Action):
    name = "restart"
    title = text("Restart a router")
    help = text(
        "Stops the process and starts what is on the disk. It resumes the orders in its journal."
    )
    irreversible = True
    fields = (Field("router", "router", text("Router")),)
    seats = ("RTR",)
    latency_s = 60

    def check(self, world: World, args: Args) -> None:
        desk.need_idle(world, args["router"])

    def begin(self, world: World, args: Args, entry: Entry) -> None:
        world.fleet.stop(args["router"])
        world.fleet.mark(args["router"], RESTARTING)

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.fleet.start(args["router"])

    def done(self, world: World, args: Args) -> Text:
        return text("SMARS-{host} has started again.", host=args["router"])
