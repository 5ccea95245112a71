"""The market opens."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from game.sim.clock import OPEN
from game.sim.parts import Alert
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class OpeningBell(Alert):
    channel = "notice"
    severity = "note"
    sender = text("NYSE")

    def due(self, world: World) -> Iterable[tuple[Text, Text]]:
        if "opening_bell" in world.state.fired or not (world.step >= OPEN):
            return
        yield text("Market open"), text("The market is open. The Retail Liquidity Program is live.")
