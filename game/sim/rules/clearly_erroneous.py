"""When an exchange cancels trades."""

from __future__ import annotations

from game.sim.rules import Rule
from game.sim.text import text


class ClearlyErroneous(Rule):
    place = 5
    title = text("Clearly erroneous trades")
    lines = (
        text(
            "The exchange takes requests within thirty minutes of the trade. Once filed, a "
            "request cannot be changed."
        ),
        text(
            "It looks at each name: how far was the price from its reference? By the rules "
            "since 2010 about 10 percent where five to twenty names are touched, 30 percent "
            "where there are more."
        ),
        text(
            "Who sold or bought by mistake, and how much it cost, is no reason. Expect most "
            "trades to stand; if we have made none, there is nothing to file."
        ),
    )
    source = text("The exchanges' rules on clearly erroneous executions")
