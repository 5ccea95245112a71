"""The exchange floor sees who floods it and telephones, three to six minutes on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from game.sim.parts import Alert
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class ExchangeCalls(Alert):
    channel = "phone"
    severity = "crit"
    sender = text("NYSE floor")

    def due(self, world: World) -> Iterable[tuple[Text, Text]]:
        if "exchange_calls" in world.state.fired or not (
            world.state.flow_seconds >= 180 + int(180 * world.draws.chance("nyse"))
        ):
            return
        yield (
            text("The exchange is on the line"),
            text(
                "Your mnemonic is trading a hundred names at many times the usual volume. Is "
                "this you? Do you mean it?"
            ),
        )
