"""A voice with authority that draws the obvious conclusion."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from game.sim.parts import Alert
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class ExecutiveUrges(Alert):
    channel = "phone"
    severity = "warn"
    sender = text("Executive floor")

    def due(self, world: World) -> Iterable[tuple[Text, Text]]:
        if "executive_urges" in world.state.fired or not (world.state.flow_seconds >= 360):
            return
        yield (
            text("What are you doing about it?"),
            text("We went live with new code today. Something is wrong today. Roll it back!"),
        )
