"""A clock that is a little off."""

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
    seats = ("RTR",)
    sender = text("Time service")

    def due(self, world: World) -> Iterable[tuple[Text, Text]]:
        host = world.draws.decoys.get("clock", -1)
        if host < 0 or "clock_offset" in world.state.fired or world.step < at("08:40:00"):
            return
        if world.step >= at("08:40:00") + int(600 * world.draws.chance("ntp")):
            body = text(
                "SMARS-{host} is 4 milliseconds off the reference clock and corrects itself.",
                host=host,
            )
            yield text("Clock offset"), body
