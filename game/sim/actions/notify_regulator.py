"""A notice to the regulator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.notices import CAUSE, FLOW, NEXT, Notice
from game.sim.parts import Args
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class NotifyRegulator(Notice):
    name = "notify_regulator"
    title = text("Inform the regulator")
    help = text(
        "States the facts: what leaves the firm, what is known, when the next word comes. Send it "
        "again as an update."
    )
    fields = (
        FLOW,
        CAUSE,
        NEXT,
    )
    latency_s = 60
    to = "regulator"

    def done(self, world: World, args: Args) -> Text:
        return text("The regulator has been informed.")
