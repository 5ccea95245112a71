"""PMON over all desks, as old as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.parts import Action, Args, Entry
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class LookAtPmon(Action):
    name = "look_at_pmon"
    title = text("Record PMON over all accounts")
    help = text("Writes down the gross of all desks, with its own time, beside yesterday.")
    group = "observe"
    seats = ("RSK",)
    latency_s = 5

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        evidence.open_item(world, "e15_pmon", args)
