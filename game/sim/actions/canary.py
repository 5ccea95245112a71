"""One flagged order into a gate, to see what a router's code makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk, evidence
from game.sim.clock import OPEN
from game.sim.parts import Action, Args, Entry, Field, Refused
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class Canary(Action):
    name = "canary"
    title = text("Send a canary order")
    help = text(
        "Sends one flagged order of 100 shares to a router whose way out is shut. The gate fills "
        "it and stops whatever follows at 50 children."
    )
    group = "observe"
    fields = (Field("router", "router", text("Router")),)
    seats = ("RTR", "CHG")
    latency_s = 60

    def check(self, world: World, args: Args) -> None:
        host = args["router"]
        desk.need_process(world, host)
        desk.need_idle(world, host)
        if world.step >= OPEN and _live(world, host):
            raise Refused(
                text(
                    "SMARS-{host} is live: drain or isolate it first, or the order goes to the "
                    "market.",
                    host=host,
                )
            )
        desk.need_no_twin(world, self.name, host)

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        self.check(world, args)
        evidence.open_item(world, "e23_canary", args)


def _live(world: World, host: int) -> bool:
    return bool(world.state.port[host]) and not world.state.draining[host]
