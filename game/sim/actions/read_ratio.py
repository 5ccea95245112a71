"""Take the per-router comparison as evidence, as it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.parts import Action, Args, Entry, Refused
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class ReadRatio(Action):
    name = "read_ratio"
    title = text("Record orders in / out per router")
    help = text("Writes down the present comparison, to cite it.")
    group = "observe"
    seats = ("RTR",)
    latency_s = 5

    def offered(self, world: World) -> None:
        if not world.state.ratio_enabled:
            raise Refused(text("Enable orders in / out per router first."))

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        evidence.open_item(world, "e10_ratio", args)
