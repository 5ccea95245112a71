"""A checksum of each file says whether the copy was made."""

from __future__ import annotations

from game.sim.cards import Card, Eve
from game.sim.text import text


class HashSweep(Card):
    title = text("Hash sweep after each copy")
    help = text(
        "The checksum of the file on every router is compared after each copy. Finds every "
        "missed copy. It says nothing about what runs in memory."
    )
    source = text(
        "Not in the SEC's order: an addition of this exercise. The order speaks of a "
        "review, not of checksums."
    )
    left = text("From last week: checksums on all routers were compared after each copy.")
    hours = 1

    def eve(self, eve: Eve) -> Eve:
        return eve if eve.copied else eve.found(eve.stale)
