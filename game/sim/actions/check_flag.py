"""The flag registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.parts import Action, Args, Entry
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class CheckFlag(Action):
    name = "check_flag"
    title = text("Look up the RLP flag")
    help = text("What the flag registry says about the flag that marks RLP orders.")
    group = "observe"
    seats = ("CHG",)
    latency_s = 15

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        evidence.open_item(world, "e07_flag", args)
