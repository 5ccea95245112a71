"""A client who believes that he was filled twice. Mostly he was not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from game.sim import background
from game.sim.clock import OPEN
from game.sim.parts import Alert
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class ClientDoubts(Alert):
    channel = "phone"
    severity = "note"
    seats = ("COM",)
    sender = text("Client desk")

    def due(self, world: World) -> Iterable[tuple[Text, Text]]:
        if world.step <= OPEN + 60 or "client_doubts" in world.state.fired:
            return
        if world.step < OPEN + 120 and background.happens(world, "calls", background.CALLS):
            yield (
                text("Filled twice?"),
                text("A client asks whether an order was filled twice. We are looking."),
            )
