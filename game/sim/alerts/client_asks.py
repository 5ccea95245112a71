"""A client wants to know whether the new service works."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from game.sim.clock import at
from game.sim.parts import Alert
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class ClientAsks(Alert):
    channel = "phone"
    severity = "note"
    seats = ("COM",)
    sender = text("Client desk")

    def due(self, world: World) -> Iterable[tuple[Text, Text]]:
        if "client_asks" in world.state.fired or not (world.step >= at("08:25:00")):
            return
        yield (
            text("Client call"),
            text(
                "A retail broker asks whether RLP will be on at the open. They have orders "
                "ready for it."
            ),
        )
