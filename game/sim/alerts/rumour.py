"""Traders talk in public. They know nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from game.sim import background
from game.sim.clock import OPEN
from game.sim.parts import Alert
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class Rumour(Alert):
    channel = "notice"
    severity = "note"
    seats = ("COM",)
    sender = text("News desk")

    def due(self, world: World) -> Iterable[tuple[Text, Text]]:
        if world.step <= OPEN + 60 or "rumour" in world.state.fired:
            return
        if world.step < OPEN + 120 and background.happens(world, "rumours", background.RUMOURS):
            yield (
                text("Talk about the open"),
                text("Traders ask each other in public what drives some names. Nobody is named."),
            )
