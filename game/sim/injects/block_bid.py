"""A way out of the position, at a price."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import milestones
from game.sim.injects import Inject
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class BlockBid(Inject):
    number = 23
    title = text("A bank offers to bid for the position")
    trigger = "10:30 while:position"
    channel = "phone"
    seats = ("IC", "RSK")
    alert = "bank_calls"
    subject = text("A bid for the book")
    body = text("We hear that you have a book to move. We would bid for all of it, at a price.")
    expected = text("Decide: trade it out, sell it as a block, or hold.")
    objective = "F"
    kind = "expected-action"

    def acted(self, world: World, since: int) -> int | None:
        return milestones.did(world, since, "unwind")
