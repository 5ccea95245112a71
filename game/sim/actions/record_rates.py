"""Take the fleet's totals as evidence, as they are now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.parts import Action, Args, Entry
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class RecordRates(Action):
    name = "record_rates"
    title = text("Record the fleet's orders in and out")
    help = text(
        "Writes down the fleet's orders in and child orders out of this second, to cite them."
    )
    group = "observe"
    seats = ("RTR", "RSK")
    latency_s = 5

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        evidence.open_item(world, "e09_fleet_rates", args)
