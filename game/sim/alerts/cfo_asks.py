"""Whoever answers for the capital sees a position and wants a figure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from game.sim import ledger
from game.sim.clock import at
from game.sim.parts import Alert
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class CfoAsks(Alert):
    channel = "phone"
    severity = "info"
    seats = ("RSK",)
    sender = text("Finance")

    def due(self, world: World) -> Iterable[tuple[Text, Text]]:
        if world.step < at("09:50:00") or "cfo_asks" in world.state.fired:
            return
        if int(ledger.shown(world)[ledger.GROSS]) > LARGE:
            yield (
                text("What does it come to?"),
                text(
                    "PMON has a large position in account 33. How much is it really, and how much "
                    "capital does it take?"
                ),
            )


LARGE = 100 * 10**8  # cents
