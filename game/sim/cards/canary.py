"""One flagged order through every router, with the gate shut."""

from __future__ import annotations

from game.sim.cards import Card, Eve
from game.sim.text import text


class Canary(Card):
    title = text("Canary: one flagged order each")
    help = text(
        "One flagged order of 100 shares goes through each router while nothing can reach a "
        "market. One child order is right; a stream is not. Finds whatever runs away today, "
        "old code or new. The copies must be there: from Monday 30 July."
    )
    source = text(
        "Not in the SEC's order: an addition of this exercise. The heading of FINRA's "
        "notice 15-09 that it falls under is testing and validation."
    )
    left = text(
        "From last week: a flagged order went through each router, and one child order came "
        "out of each."
    )
    hours = 2
    first_day = 3

    def eve(self, eve: Eve) -> Eve:
        old = eve.former
        seen = eve.found(eve.stale) if old.pace else eve
        return seen.mended() if seen.leaks else seen
