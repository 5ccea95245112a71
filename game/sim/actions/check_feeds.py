"""The lines from upstream."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.parts import Action, Args, Entry
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class CheckFeeds(Action):
    name = "check_feeds"
    title = text("Look up the upstream feeds")
    help = text("Restarts and sources of the lines that orders come in by.")
    group = "observe"
    seats = ("RTR", "TRD")
    latency_s = 20

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        evidence.open_item(world, "e30_feeds", args)
