"""What is new today is blamed first, fault or none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from game.sim import background
from game.sim.clock import OPEN
from game.sim.parts import Alert
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class FloorTalk(Alert):
    channel = "chat"
    severity = "note"
    sender = text("Trading floor")

    def due(self, world: World) -> Iterable[tuple[Text, Text]]:
        if world.step <= OPEN + 60 or "floor_talk" in world.state.fired:
            return
        if "postponed" in world.state.keys:
            return
        if world.step < OPEN + 120 and background.happens(world, "talk", background.TALK):
            yield (
                text("First day of RLP"),
                text("We went live with RLP today. If anything is odd today, it will be that."),
            )
