"""End a throttle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk
from game.sim.parts import Action, Args, Entry, Field, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class Unthrottle(Action):
    name = "unthrottle"
    title = text("End the throttle of a router")
    help = text("The router sends as fast as it can again.")
    group = "recover"
    fields = (Field("router", "router", text("Router")),)
    seats = ("RTR",)
    latency_s = 30
    era = "today"

    def check(self, world: World, args: Args) -> None:
        if not world.state.throttled[args["router"]]:
            raise Refused(text("SMARS-{host} is not throttled.", host=args["router"]))
        desk.need_no_twin(world, self.name, args["router"])

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.state.throttled[args["router"]] = 0
        world.changed()

    def done(self, world: World, args: Args) -> Text:
        return text("SMARS-{host} is no longer throttled.", host=args["router"])
