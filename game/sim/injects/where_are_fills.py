"""What containment costs those who did nothing wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import milestones
from game.sim.injects import Inject
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class WhereAreFills(Inject):
    number = 15
    title = text("Clients ask for their fills")
    trigger = "after:confirm_kill+180"
    seats = ("COM",)
    alert = "orders_waiting"
    subject = text("Where are my fills?")
    body = text("Clients ask where their fills are, and what is wrong with us.")
    expected = text("Restore service, or tell clients to route elsewhere.")
    objective = "C"
    kind = "contingency"

    def acted(self, world: World, since: int) -> int | None:
        return milestones.earliest(
            milestones.did(
                world, since, "lift_kill", "restore", "resume_intake", "reconnect_venue"
            ),
            milestones.did(world, since, "notify_clients", "reroute"),
        )
