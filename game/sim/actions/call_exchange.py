"""A call to the exchange floor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.parts import Action, Args, Entry
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class CallExchange(Action):
    name = "call_exchange"
    title = text("Call the exchange")
    help = text("Asks the NYSE floor what they see of the firm's flow.")
    group = "observe"
    seats = ("TRD", "COM")
    latency_s = 90

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        evidence.open_item(world, "e19_exchange", args)
