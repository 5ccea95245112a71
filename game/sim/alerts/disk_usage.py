"""A disk that fills, as disks do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from game.sim.clock import at
from game.sim.parts import Alert
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class DiskUsage(Alert):
    channel = "alert"
    severity = "info"
    seats = ("RTR",)
    sender = text("Host monitor")

    def due(self, world: World) -> Iterable[tuple[Text, Text]]:
        host = world.draws.decoys.get("disk", -1)
        if host < 0 or "disk_usage" in world.state.fired or world.step < at("08:10:00"):
            return
        if world.step >= at("08:10:00") + int(600 * world.draws.chance("disk")):
            body = text(
                "The log volume of SMARS-{host} is at 85 percent. Log rotation runs tonight.",
                host=host,
            )
            yield text("Disk usage"), body
