"""Capital hangs on a number, and the number on the screen is old."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import milestones
from game.sim.injects import Inject
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class CapitalNumber(Inject):
    number = 18
    title = text("The chief financial officer wants a number")
    trigger = "09:50 while:position"
    channel = "phone"
    seats = ("RSK",)
    alert = "cfo_asks"
    subject = text("What does it come to?")
    body = text(
        "How much is it really in account 33, as of when, and how much capital does it take?"
    )
    expected = text("A figure from the drop copy with its time, not PMON's.")
    objective = "P"
    kind = "expected-action"

    def acted(self, world: World, since: int) -> int | None:
        return milestones.looked(world, since, "e14_account_33", "e16_drop_copy")
