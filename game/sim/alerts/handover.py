"""The night shift hands over."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from game.sim.parts import Alert
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class Handover(Alert):
    channel = "chat"
    severity = "note"
    sender = text("Night shift")

    def due(self, world: World) -> Iterable[tuple[Text, Text]]:
        if "handover" in world.state.fired or not (world.step >= 5):
            return
        yield (
            text("Hand-over"),
            POSTPONED if "postponed" in world.state.keys else LIVE,
        )


LIVE = text(
    "Quiet night. RLP goes live at the open, clients have been told. All eight routers are up. "
    "The shared mailbox is busy as always."
)
POSTPONED = text(
    "Quiet night. RLP does not go live today, clients have been told. All eight routers are up. "
    "The shared mailbox is busy as always."
)
