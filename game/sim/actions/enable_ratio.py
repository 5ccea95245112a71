"""Orders in against orders out, per router: not there in 2012 until somebody builds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.parts import Action, Args, Entry, Refused
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class EnableRatio(Action):
    name = "enable_ratio"
    title = text("Enable orders in / out per router")
    help = text("Shows orders in, child orders out and their ratio for each router from then on.")
    group = "observe"
    seats = ("RTR",)
    latency_s = 60

    def offered(self, world: World) -> None:
        if world.state.ratio_enabled:
            raise Refused(text("The panel is already enabled."))
        if world.pending(self.name):
            raise Refused(text("It is being enabled."))

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.state.ratio_enabled = True
        evidence.open_item(world, "e10_ratio", args)
