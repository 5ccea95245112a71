"""Build manifest and symbol list, one host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.parts import Action, Args, Entry, Field
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class CheckBuild(Action):
    name = "check_build"
    title = text("Read the manifest of one host")
    help = text("Build id and symbol list of the SMARS binary on the disk of one host.")
    group = "observe"
    fields = (Field("router", "router", text("Router")),)
    seats = ("RTR",)
    latency_s = 40

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        evidence.open_item(world, "e05_builds", args)
