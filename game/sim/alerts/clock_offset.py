"""A decoy: a clock that is a little off."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from game.sim.clock import at
from game.sim.parts import Alert
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class ClockOffset(Alert):
    channel = "alert"
    severity = "info"
    sender = text("Time service")

    def due(self, world: World) -> Iterable[tuple[Text, Text]]:
        if "clock_offset" in world.state.fired or not (
            world.step >= at("08:40:00") + int(600 * world.draws.chance("ntp"))
        ):
            return
        yield (
            text("Clock offset"),
            text(
                "A host of the fleet is 4 milliseconds off the reference clock and corrects itself."
            ),
        )
