"""End a drain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.parts import Action, Args, Entry, Field, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class Undrain(Action):
    name = "undrain"
    title = text("End the drain of a router")
    help = text("The router gets new parent orders again.")
    group = "recover"
    fields = (Field("router", "router", text("Router")),)
    seats = ("RTR",)
    latency_s = 10

    def check(self, world: World, args: Args) -> None:
        if not world.state.draining[args["router"]]:
            raise Refused(text("SMARS-{host} is not draining.", host=args["router"]))

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.fleet.drain(args["router"], False)

    def done(self, world: World, args: Args) -> Text:
        return text("SMARS-{host} is no longer draining.", host=args["router"])
