"""Some names move so far that the listing exchange pauses them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import milestones
from game.sim.injects import Inject
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class TradingPauses(Inject):
    number = 17
    title = text("Trading pauses")
    trigger = "after:symbol_paused+0"
    channel = "notice"
    seats = ("TRD",)
    alert = "symbol_paused"
    expected = text("Note which names, and that it is not all of them.")
    objective = "G"
    kind = "contextual"

    def acted(self, world: World, since: int) -> int | None:
        return milestones.looked(world, since, "e18_movers")
