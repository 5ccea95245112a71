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
    seats = ("TRD", "COM")
    sender = text("NYSE floor")

    def due(self, world: World) -> Iterable[tuple[Text, Text]]:
        state = world.state
        if state.flow_seconds < 180 or not state.runaway_rate or "exchange_calls" in state.fired:
            return
        if state.flow_seconds < 180 + int(180 * world.draws.chance("nyse")):
            return
        asked = KNOWN if "exchange" in state.told else UNKNOWN
        names = int((state.own_shares > 0).sum())
        yield text("The exchange is on the line"), Text(asked.id, {"names": names})


UNKNOWN = text(
    "Your mnemonic is in {names} names, far above its usual volume. Is this you? Do you mean it?"
)
KNOWN = text(
    "You told us of a problem. Your mnemonic is in {names} names by now. When does it end?"
)
