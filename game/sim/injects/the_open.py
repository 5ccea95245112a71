"""09:30: what is wrong begins to cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import milestones
from game.sim.injects import Inject
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class TheOpen(Inject):
    number = 9
    title = text("The market opens")
    trigger = "09:30"
    channel = "notice"
    seats = ("RSK", "RTR")
    alert = "opening_bell"
    expected = text("See what leaves beside what comes in; declare.")
    objective = "D"
    kind = "contextual"

    def acted(self, world: World, since: int) -> int | None:
        return milestones.did(world, since, "declare")
