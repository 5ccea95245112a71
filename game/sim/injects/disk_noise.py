"""Noise: a disk at 85 percent; the alert of disk usage says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import milestones
from game.sim.injects import Inject
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class DiskNoise(Inject):
    number = 3
    title = text("A disk that fills")
    trigger = "08:10"
    channel = "notice"
    seats = ("RTR",)
    alert = "disk_usage"
    expected = text("Look into it, close it with a note.")
    objective = "D"
    kind = "contextual"

    def acted(self, world: World, since: int) -> int | None:
        return milestones.settled(world, since, "disk")
