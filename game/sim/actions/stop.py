"""Kill a router's process; its journal stays on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk
from game.sim.parts import Action, Args, Entry, Field
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class Stop(Action):
    name = "stop"
    title = text("Stop a router")
    help = text("Kills the process. Nothing leaves the host until a process is started again.")
    fields = (Field("router", "router", text("Router")),)
    seats = ("RTR",)
    latency_s = 20

    def check(self, world: World, args: Args) -> None:
        desk.need_process(world, args["router"])
        desk.need_no_twin(world, self.name, args["router"])

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.fleet.stop(args["router"])

    def done(self, world: World, args: Args) -> Text:
        return text("SMARS-{host} is stopped.", host=args["router"])
