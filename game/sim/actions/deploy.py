"""Copy the release to a router and start it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk
from game.sim.parts import Action, Args, Entry, Field, Refused
from game.sim.state import DEPLOYING
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class Deploy(Action):
    name = "deploy"
    title = text("Deploy the RLP release to a router")
    help = text(
        "Copies the release of 27 July to the host and restarts it. It must be drained, isolated "
        "or stopped. Needs the change desk's approval."
    )
    group = "recover"
    fields = (Field("router", "router", text("Router")),)
    seats = ("RTR",)
    two_keys = "CHG"
    latency_s = 180

    def check(self, world: World, args: Args) -> None:
        host = args["router"]
        desk.need_idle(world, host)
        if world.fleet.takes_orders()[host]:
            raise Refused(text("Drain, isolate or stop SMARS-{host} first.", host=host))

    def begin(self, world: World, args: Args, entry: Entry) -> None:
        world.fleet.mark(args["router"], DEPLOYING)

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.fleet.install(args["router"], 0)
        world.fleet.start(args["router"])

    def done(self, world: World, args: Args) -> Text:
        return text("SMARS-{host} runs the RLP release.", host=args["router"])
