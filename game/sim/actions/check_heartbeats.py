"""Which processes live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.parts import Action, Args, Entry
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class CheckHeartbeats(Action):
    name = "check_heartbeats"
    title = text("Check the heartbeats")
    help = text("The last heartbeat of each host. A process that lives can be wrong.")
    group = "observe"
    seats = ("RTR",)
    latency_s = 5

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        evidence.open_item(world, "e28_heartbeats", args)
