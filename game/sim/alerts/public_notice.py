"""Outsiders publish what they see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from game.sim.clock import reading
from game.sim.parts import Alert
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class PublicNotice(Alert):
    channel = "notice"
    severity = "warn"
    seats = ("COM",)
    sender = text("Market data vendor")

    def due(self, world: World) -> Iterable[tuple[Text, Text]]:
        state = world.state
        late = state.flow_seconds >= 480 and state.runaway_rate
        if "public_notice" in state.fired or not late:
            return
        yield (
            text("Unusual trade rates"),
            text(
                "Extremely high trade rates in some NYSE names, first seen at {time}: bought at "
                "the ask, sold at the bid, 100 shares at a time.",
                time=reading(state.flow_started),
            ),
        )
