"""E28: a green heartbeat says that a process lives, not that it is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


LATE_S = 10


class Heartbeats(EvidenceItem):
    key = "e28_heartbeats"
    title = text("Heartbeats")
    klass = 0
    hypothesis = "host"
    seats = ("RTR",)

    def lines(self, world: World, args: Args) -> list[Text]:
        return [
            text("SMARS-{host}: heartbeat {seconds} s ago", host=host, seconds=_age(world, host))
            for host in range(world.routers)
        ]

    def speaks(self, world: World, args: Args) -> list[int]:
        return [host for host in range(world.routers) if _age(world, host) >= LATE_S]


def _age(world: World, host: int) -> int:
    return max(0, world.step - int(world.state.beat[host]))
