"""A flag with a name of its own means nothing to old code."""

from __future__ import annotations

from game.sim.cards import Card, Values
from game.sim.text import text


class NewFlagName(Card):
    title = text("New flag name instead of reuse")
    help = text(
        "Orders for the new service carry a field of their own. Code from before the "
        "release does not know it and handles such an order like any other. It sends no "
        "rejects about it either."
    )
    source = text(
        "The SEC found that the new code took over the flag that had once switched on Power "
        "Peg (par. 13)."
    )
    left = text("From last week: RLP orders carry a new flag that no older code knows.")
    hours = 3
    last_day = 2

    def apply(self, values: Values) -> Values:
        builds = [row if row["rlp"] else {**row, "answers": False} for row in values["builds"]]
        return {**values, "builds": builds}
