"""Five minutes before the thirty of the first trades are over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import milestones
from game.sim.injects import Inject
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class FilingDeadline(Inject):
    number = 21
    title = text("The window for erroneous trades closes")
    trigger = "10:05 after:exchange_calls"
    channel = "phone"
    seats = ("TRD", "COM")
    alert = "filing_deadline"
    subject = text("Review of trades")
    body = text(
        "If you want trades reviewed as clearly erroneous, file now: half an hour after a trade it "
        "is too late for it."
    )
    expected = text("File in time, without hoping for much.")
    objective = "P"
    kind = "expected-action"

    def acted(self, world: World, since: int) -> int | None:
        return milestones.did(world, since, "file_erroneous")
