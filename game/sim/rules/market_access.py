"""Rule 15c3-5, as far as a desk needs it."""

from __future__ import annotations

from game.sim.rules import Rule
from game.sim.text import text


class MarketAccess(Rule):
    place = 4
    title = text("Market access: rule 15c3-5")
    lines = (
        text(
            "Who has access to a market keeps controls that stop orders before they get there: "
            "those past a credit or capital threshold that was set beforehand, and those that "
            "look erroneous."
        ),
        text(
            "The threshold is for orders as they are entered. A screen that shows fills "
            "afterwards is no such control."
        ),
        text(
            "The controls are under the broker's own direct and exclusive control: do not wait "
            "for the exchange to stop us."
        ),
    )
    source = text("Exchange Act rule 15c3-5, of 2010")
