"""Some mornings have it in store; it is a mechanism, never exercise control's doing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import milestones
from game.sim.injects import Inject
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class FailOver(Inject):
    number = 19
    title = text("A stand-by host takes over")
    trigger = "after:stand_by+0"
    channel = "notice"
    seats = ("RTR",)
    alert = "stand_by"
    expected = text("Find out what it runs before it is trusted.")
    objective = "C"
    kind = "contingency"

    def acted(self, world: World, since: int) -> int | None:
        return milestones.earliest(
            milestones.looked(world, since, "e04_checksums", "e05_builds", "e06_processes"),
            milestones.did(world, since, "isolate", "drain", "stop"),
        )
