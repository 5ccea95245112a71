"""Code that is gone cannot be called."""

from __future__ import annotations

from game.sim.cards import Card, Values
from game.sim.text import text


class DeletePowerPeg(Card):
    title = text("Delete Power Peg")
    help = text(
        "The unused routine is taken out of the release before RLP too, and that build is "
        "installed everywhere first. A router that then misses RLP has nothing left to run "
        "away with."
    )
    source = text(
        "The SEC found the routine, out of use since 2003, still present and callable (par. "
        "13 and 14)."
    )
    left = text("From last week: Power Peg is gone from the former build as well.")
    hours = 4
    last_day = 2

    def apply(self, values: Values) -> Values:
        builds = [row if row["rlp"] else {**row, "power_peg": False} for row in values["builds"]]
        return {**values, "builds": builds}
