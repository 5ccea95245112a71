"""What Regulation SHO asks of a sale."""

from __future__ import annotations

from game.sim.rules import Rule
from game.sim.text import text


class ShortSales(Rule):
    place = 7
    title = text("Short sales: Regulation SHO")
    lines = (
        text("Each sale is marked long or short, and a short sale needs a locate before it."),
        text(
            "That nobody meant to sell changes nothing: if we hold stock sold short without a "
            "locate, say so to the regulator."
        ),
    )
    source = text("Regulation SHO, rules 200(g) and 203(b)")
