"""Close a router's venue port; the process, its queue and its loops stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk
from game.sim.parts import Action, Args, Entry, Field, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class Isolate(Action):
    name = "isolate"
    title = text("Isolate a router")
    help = text("Closes its port to the exchanges. The process and its queue stay as they are.")
    fields = (Field("router", "router", text("Router")),)
    seats = ("RTR",)
    latency_s = 45

    def check(self, world: World, args: Args) -> None:
        if not world.state.port[args["router"]]:
            raise Refused(text("SMARS-{host} is already isolated.", host=args["router"]))
        desk.need_no_twin(world, self.name, args["router"])

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.fleet.close_port(args["router"])

    def done(self, world: World, args: Args) -> Text:
        return text("SMARS-{host} is isolated.", host=args["router"])
