"""How names print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.parts import Action, Args, Entry
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class LookAtTape(Action):
    name = "look_at_tape"
    title = text("Look at the tape")
    help = text("The fastest name on the tape, and how it prints. The tape names no firm.")
    group = "observe"
    seats = ("TRD",)
    latency_s = 10

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        evidence.open_item(world, "e17_tape", args)
