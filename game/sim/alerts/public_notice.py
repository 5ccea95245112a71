"""Outsiders publish what they see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from game.sim.parts import Alert
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class PublicNotice(Alert):
    channel = "notice"
    severity = "warn"
    sender = text("Market data blog")

    def due(self, world: World) -> Iterable[tuple[Text, Text]]:
        if "public_notice" in world.state.fired or not (world.state.flow_seconds >= 480):
            return
        yield (
            text("Unusual trade rates"),
            text(
                "A data vendor reports extremely high trade rates in some NYSE names since "
                "the open: bought at the ask, sold at the bid, 100 shares at a time."
            ),
        )
