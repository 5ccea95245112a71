"""The change ticket and copy log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.parts import Action, Args, Entry
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class CheckTicket(Action):
    name = "check_ticket"
    title = text("Read the change ticket")
    help = text("The change ticket and copy log of 27 to 31 July.")
    group = "observe"
    seats = ("CHG",)
    latency_s = 30

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        evidence.open_item(world, "e08_ticket", args)
