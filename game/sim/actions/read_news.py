"""What the world says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.parts import Action, Args, Entry
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class ReadNews(Action):
    name = "read_news"
    title = text("Read the news")
    help = text("Wires, and what is said in public about the open.")
    group = "observe"
    seats = ("COM",)
    latency_s = 5

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        evidence.open_item(world, "e26_news", args)
