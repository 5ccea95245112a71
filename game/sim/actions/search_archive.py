"""The code archive: where the flag comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.parts import Action, Args, Entry
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class SearchArchive(Action):
    name = "search_archive"
    title = text("Search the code archive")
    help = text("Searches the code archive for what uses the RLP flag.")
    group = "observe"
    seats = ("CHG",)
    latency_s = 180

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        evidence.open_item(world, "e22_archive", args)
