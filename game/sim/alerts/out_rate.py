"""The fleet sends far more than on other days. It may be a client's program, or it may not.

Only desks whose scenario has such programs watch the rate: nobody did on 1 August 2012.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from game.sim import background
from game.sim.parts import Alert
from game.sim.state import RATE_WINDOW
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class OutRate(Alert):
    channel = "alert"
    severity = "warn"
    seats = ("RTR", "RSK")
    sender = text("Capacity monitor")

    def due(self, world: World) -> Iterable[tuple[Text, Text]]:
        last = world.state.fired.get("out_rate", -AGAIN_S)
        watched = "basket" in world.scenario["decoys"]["kinds"]
        if not watched or world.step - last < AGAIN_S:
            return
        usual = background.usual_rates(world)[1]
        sent = int(world.state.out_ring.sum())
        if sent > MUCH * usual and sent >= LEAST:
            body = text(
                "The routers send {rate} child orders a second, usual at this hour: {usual}.",
                rate=sent // RATE_WINDOW,
                usual=usual // RATE_WINDOW,
            )
            yield text("Out rate above usual"), body


MUCH, LEAST, AGAIN_S = 2, 300, 900  # times the usual; children in five seconds
