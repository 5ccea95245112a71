"""A closed port stops new orders; the book keeps the old ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import milestones
from game.sim.injects import Inject
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class RestingOrders(Inject):
    number = 16
    title = text("Orders of a dead router still rest")
    trigger = "after:isolate+60 without:cancel_orders"
    seats = ("TRD",)
    channel = "phone"
    alert = "resting_orders"
    subject = text("Orders still rest")
    body = text(
        "What a quiet session of ours had in the market still rests there and can be filled."
    )
    expected = text("Cancel what rests there.")
    objective = "C"
    kind = "contingency"

    def acted(self, world: World, since: int) -> int | None:
        return milestones.did(world, since, "cancel_orders")
