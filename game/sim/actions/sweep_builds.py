"""Build manifests and symbol lists, all hosts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.parts import Action, Args, Entry
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class SweepBuilds(Action):
    name = "sweep_builds"
    title = text("Compare build manifests on all hosts")
    help = text("Build id and symbol list of the SMARS binary on the disk of each host.")
    group = "observe"
    seats = ("RTR",)
    latency_s = 90

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        evidence.open_item(world, "e05_builds", args)
