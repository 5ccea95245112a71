"""Clients notice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from game.sim.parts import Alert
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class ClientsCall(Alert):
    channel = "phone"
    severity = "warn"
    seats = ("COM",)
    sender = text("Client desk")

    def due(self, world: World) -> Iterable[tuple[Text, Text]]:
        if "clients_call" in world.state.fired or not (world.state.flow_seconds >= 240):
            return
        yield (
            text("Clients are calling"),
            text(
                "Several clients see wild prices in some names and ask whether the prints are ours."
            ),
        )
