"""What runs, as opposed to what is on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.parts import Action, Args, Entry
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class SweepProcesses(Action):
    name = "sweep_processes"
    title = text("List processes on all hosts")
    help = text("When each SMARS process started and which build it has in memory.")
    group = "observe"
    seats = ("RTR",)
    latency_s = 90

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        evidence.open_item(world, "e06_processes", args)
