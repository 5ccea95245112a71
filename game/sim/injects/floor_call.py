"""Others see it too; the exchange is on the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import milestones
from game.sim.injects import Inject
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class FloorCall(Inject):
    number = 10
    title = text("The exchange floor telephones")
    trigger = "after:flow+180"
    seats = ("TRD", "COM")
    alert = "exchange_calls"
    subject = text("The exchange is on the line")
    body = text("Your orders look unlike you this morning. Is this you? Do you mean it?")
    expected = text("Confirm, tell the commander.")
    objective = "P"
    kind = "expected-action"

    def acted(self, world: World, since: int) -> int | None:
        return milestones.earliest(
            milestones.did(world, since, "notify_exchange"),
            milestones.said(world, since, "notice", "exchange"),
        )
