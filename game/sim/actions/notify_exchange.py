"""A notice to the exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.notices import CAUSE, FLOW, NEXT, Notice
from game.sim.parts import Args
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class NotifyExchange(Notice):
    name = "notify_exchange"
    title = text("Inform the exchange")
    help = text(
        "Says whether orders that no client gave leave the firm, and what is known. Send it again "
        "as an update. A false word costs more than none."
    )
    fields = (
        FLOW,
        CAUSE,
        NEXT,
    )
    seats = ("COM", "TRD")
    latency_s = 40
    to = "exchange"

    def done(self, world: World, args: Args) -> Text:
        return text("The exchange has been told.")
