"""Give a router no new parents; what runs there runs on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk
from game.sim.parts import Action, Args, Entry, Field, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class Drain(Action):
    name = "drain"
    title = text("Drain a router")
    help = text("No new parent orders go to it. Orders that are already there go on.")
    fields = (Field("router", "router", text("Router")),)
    seats = ("RTR",)
    latency_s = 20

    def check(self, world: World, args: Args) -> None:
        desk.need_process(world, args["router"])
        if world.state.draining[args["router"]]:
            raise Refused(text("SMARS-{host} is already draining.", host=args["router"]))

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.fleet.drain(args["router"], True)

    def done(self, world: World, args: Args) -> Text:
        return text("SMARS-{host} gets no new orders.", host=args["router"])
