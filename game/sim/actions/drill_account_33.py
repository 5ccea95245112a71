"""Fills of account 33, by the router in their order ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.parts import Action, Args, Entry
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class DrillAccount33(Action):
    name = "drill_account_33"
    title = text("Drill into account 33")
    help = text("Trace a sample of the fills in account 33 back to the router that sent them.")
    group = "observe"
    seats = ("RSK",)
    latency_s = 90

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        evidence.open_item(world, "e14_account_33", args)
