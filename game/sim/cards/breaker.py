"""Output that its input does not explain shuts the port."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.cards import Card
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World

OUT_PER_IN = 2_000  # hundredths; a healthy router sends 3 to 12 for one


class Breaker(Card):
    title = text("In/out circuit breaker")
    help = text(
        "A router that sends more than twenty child orders for each order that came in is "
        "isolated by itself. It does not see orders that come in twice."
    )
    source = text(
        "The SEC found no comparison of orders leaving SMARS with those that entered it, "
        "and no procedure to halt it (par. 21). The FIA's guide of 2015 names limits on "
        "repeated automated execution (1.5)."
    )
    left = text("From last week: the in/out breaker is armed at 20 to 1.")
    hours = 3

    def prepare(self, world: World) -> None:
        world.state.breaker = OUT_PER_IN
