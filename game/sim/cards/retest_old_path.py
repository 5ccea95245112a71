"""A test of what the flag reaches, in the old code and in the new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.cards import Card, Eve
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World

FOUND = 0.5  # of leaks (designer's assumption)


class RetestOldPath(Card):
    title = text("Retest what the flag reaches")
    help = text(
        "Somebody reads and tests all code behind the flag. What the archive says of it is "
        "known at 08:00, and if the new release itself sends too much, this finds it in "
        "every second case."
    )
    source = text(
        "The SEC found that Power Peg was not tested again after its counter was moved in "
        "2005 (par. 14). FINRA's notice 15-09 has a heading of its own for testing and "
        "validation."
    )
    left = text(
        "From last week: the code behind the RLP flag was tested; the archive is under Evidence."
    )
    hours = 3
    last_day = 2

    def eve(self, eve: Eve) -> Eve:
        return eve.mended() if eve.leaks and eve.chance("card/retest", 0) < FOUND else eve

    def prepare(self, world: World) -> None:
        evidence.open_item(world, "e22_archive", {})
