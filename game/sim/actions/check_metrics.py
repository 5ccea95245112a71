"""What the hosts are busy with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.parts import Action, Args, Entry
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class CheckMetrics(Action):
    name = "check_metrics"
    title = text("Read the host metrics")
    help = text("Traffic, processor, log disk and clock of each host.")
    group = "observe"
    seats = ("RTR",)
    latency_s = 10

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        evidence.open_item(world, "e24_metrics", args)
