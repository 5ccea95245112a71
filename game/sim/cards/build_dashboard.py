"""Build and process of every router, always on the wall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.cards import Card
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class BuildDashboard(Card):
    title = text("Build-state dashboard")
    help = text(
        "Build manifests and process lists of all routers lie open at 08:00 and are read "
        "anew each minute. Somebody has to look."
    )
    source = text(
        "Not in the SEC's order: an addition of this exercise. FINRA's notice 15-09 has a "
        "heading for development and implementation of code."
    )
    left = text("From last week: the build-state dashboard is up; see Evidence.")
    hours = 2

    def prepare(self, world: World) -> None:
        self.refresh(world)

    def refresh(self, world: World) -> None:
        for item in ("e05_builds", "e06_processes"):
            evidence.open_item(world, item, {})
        world.state.touch += 1
