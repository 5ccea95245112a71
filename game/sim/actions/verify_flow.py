"""Check by two independent sources that nothing unexplained flows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.evidence.e27_verified import books_agree
from game.sim.parts import Action, Args, Entry
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class VerifyFlow(Action):
    name = "verify_flow"
    title = text("Check fills against open orders")
    help = text("Compares the drop copy of the last three minutes with open parents.")
    group = "observe"
    seats = ("RSK", "RTR")
    latency_s = 20

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        evidence.open_item(world, "e27_verified", args)
        if books_agree(world):
            world.state.keys["verified"] = world.state.step
            world.state.keys[f"calm:{entry.seq}"] = (
                world.state.step
            )  # every clean one, for the score
