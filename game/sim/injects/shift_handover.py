"""The night shift hands over; the alert of that name says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import milestones
from game.sim.injects import Inject
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class ShiftHandover(Inject):
    number = 1
    title = text("Shift hand-over: launch day")
    trigger = "08:00:05"
    channel = "chat"
    alert = "handover"
    expected = text("Give out roles, agree on a plan.")
    objective = "P"
    kind = "contextual"

    def acted(self, world: World, since: int) -> int | None:
        return milestones.earliest(
            milestones.said(world, since, "assign"), milestones.said(world, since, "decision")
        )
