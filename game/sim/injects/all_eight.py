"""The trap of 2012: the former build on more routers. The fleet itself shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import milestones
from game.sim.injects import Inject
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class AllEight(Inject):
    number = 14
    title = text("The roll-back has armed more routers")
    trigger = "after:rollback+120"
    channel = "notice"
    seats = ("RTR",)
    expected = text("Stop first; then the flag.")
    objective = "C"
    kind = "contingency"

    def happened(self, world: World) -> int | None:
        rolled = milestones.did(world, 0, "rollback")
        if rolled is None:
            return None
        return milestones.earliest(int(step) for step in world.state.armed_at if step > rolled)

    def acted(self, world: World, since: int) -> int | None:
        return milestones.did(
            world, since, "confirm_kill", "flag_off", "stop_intake", "disconnect_venue"
        )
