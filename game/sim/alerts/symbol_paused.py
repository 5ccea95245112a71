"""Single-stock pauses: one notice for the names paused since the last."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from game.sim.parts import Alert
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class SymbolPaused(Alert):
    channel = "notice"
    severity = "warn"
    seats = ("TRD",)
    sender = text("Listing exchange")

    def due(self, world: World) -> Iterable[tuple[Text, Text]]:
        if not world.pause_end or world.step > world.pause_end:
            return
        since = world.step - 5
        until = world.state.paused_until - int(world.scenario["market"]["pause_s"])
        names = [world.scenario.symbols.name[i] for i in np.flatnonzero(until > since)]
        if names:
            body = text("{names}: trading is paused for five minutes.", names=", ".join(names))
            yield text("Trading pause"), body
