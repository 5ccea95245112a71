"""What the market does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.parts import Action, Args, Entry
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class LookAtMovers(Action):
    name = "look_at_movers"
    title = text("Look at volume and movers")
    help = text("Volume beside the usual, names that moved far, and pauses.")
    group = "observe"
    seats = ("TRD",)
    latency_s = 10

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        evidence.open_item(world, "e18_movers", args)
