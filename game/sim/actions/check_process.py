"""What runs on one host, as opposed to what is on its disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.parts import Action, Args, Entry, Field
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class CheckProcess(Action):
    name = "check_process"
    title = text("List the process of one host")
    help = text("When the SMARS process of one host started and what it has in memory.")
    group = "observe"
    fields = (Field("router", "router", text("Router")),)
    seats = ("RTR",)
    latency_s = 20

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        evidence.open_item(world, "e06_processes", args)
