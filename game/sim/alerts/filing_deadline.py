"""Trades are reviewed as clearly erroneous only when somebody asks in time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from game.sim.clock import at
from game.sim.parts import Alert
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class FilingDeadline(Alert):
    channel = "phone"
    severity = "info"
    seats = ("TRD", "COM")
    sender = text("NYSE")

    def due(self, world: World) -> Iterable[tuple[Text, Text]]:
        state = world.state
        if world.step < at("10:05:00") or "filing_deadline" in state.fired:
            return
        if "exchange_calls" in state.fired or ("exchange" in state.told and state.flow_seconds):
            yield (
                text("Review of trades"),
                text(
                    "If you want trades reviewed as clearly erroneous, file now: half an hour "
                    "after a trade it is too late for it."
                ),
            )
