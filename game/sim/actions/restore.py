"""Open a router's venue port again; what waits in its queue goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk
from game.sim.parts import Action, Args, Entry, Field, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class Restore(Action):
    name = "restore"
    title = text("Restore an isolated router")
    help = text("Opens its port again. Whatever is in its queue goes on.")
    group = "recover"
    fields = (Field("router", "router", text("Router")),)
    seats = ("RTR",)
    latency_s = 60

    def check(self, world: World, args: Args) -> None:
        if world.state.port[args["router"]]:
            raise Refused(text("SMARS-{host} is not isolated.", host=args["router"]))
        desk.need_no_twin(world, self.name, args["router"])

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.fleet.open_port(args["router"])

    def done(self, world: World, args: Args) -> Text:
        return text("SMARS-{host} is restored: its port is open.", host=args["router"])
