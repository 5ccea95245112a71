"""The panes go blank and three questions are asked, where the exercise allows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import milestones
from game.sim.injects import Inject
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class FirstProbe(Inject):
    number = 8
    title = text("Freeze probe")
    trigger = "09:25"
    channel = "notice"
    expected = text("Answer from memory; then the belief board.")
    objective = "G"
    kind = "contextual"

    def happened(self, world: World) -> int | None:
        return int(world.state.asked[0][0]) if world.state.asked else None

    def acted(self, world: World, since: int) -> int | None:
        return milestones.earliest(row[0] for row in world.state.probes if row[0] >= since)
