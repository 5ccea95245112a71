"""Hold a router to a tenth of its messages: buys time, mends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk
from game.sim.parts import Action, Args, Entry, Field, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class Throttle(Action):
    name = "throttle"
    title = text("Throttle a router")
    help = text(
        "Holds it to a tenth of its messages. What it should not send is sent a tenth as fast; "
        "its clients' orders come late."
    )
    fields = (Field("router", "router", text("Router")),)
    seats = ("RTR",)
    latency_s = 30
    era = "today"

    def check(self, world: World, args: Args) -> None:
        if world.state.throttled[args["router"]]:
            raise Refused(text("SMARS-{host} is already throttled.", host=args["router"]))
        desk.need_no_twin(world, self.name, args["router"])

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.state.throttled[args["router"]] = 1
        world.changed()

    def done(self, world: World, args: Args) -> Text:
        return text("SMARS-{host} sends a tenth of its messages.", host=args["router"])
