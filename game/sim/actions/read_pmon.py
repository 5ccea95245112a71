"""Take PMON's figures as evidence, as old as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.parts import Action, Args, Entry
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class ReadPmon(Action):
    name = "read_pmon"
    title = text("Record PMON's position of account 33")
    help = text("Writes down what PMON shows, with its own time. It lags when volume is high.")
    group = "observe"
    seats = ("RSK",)
    latency_s = 5

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        evidence.open_item(world, "e13_position", args)
