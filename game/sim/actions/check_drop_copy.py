"""The venues' own report of our executions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.parts import Action, Args, Entry
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class CheckDropCopy(Action):
    name = "check_drop_copy"
    title = text("Read the drop copy")
    help = text("Executions as the exchanges report them, apart from the firm's own systems.")
    group = "observe"
    seats = ("RSK",)
    latency_s = 5

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        evidence.open_item(world, "e16_drop_copy", args)
