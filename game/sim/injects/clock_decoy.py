"""A decoy: a clock that corrects itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import milestones
from game.sim.injects import Inject
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class ClockDecoy(Inject):
    number = 5
    title = text("A clock that is off")
    trigger = "08:40"
    channel = "notice"
    seats = ("RTR",)
    alert = "clock_offset"
    expected = text("Look into it, close it with a note.")
    objective = "G"
    kind = "contextual"

    def acted(self, world: World, since: int) -> int | None:
        return milestones.settled(world, since, "clock")
