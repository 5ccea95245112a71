"""A decoy: a disk that fills, as disks do."""

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
    sender = text("Host monitor")

    def due(self, world: World) -> Iterable[tuple[Text, Text]]:
        if "disk_usage" in world.state.fired or not (
            world.step >= at("08:10:00") + int(600 * world.draws.chance("disk"))
        ):
            return
        yield (
            text("Disk usage"),
            text("A log volume of the fleet is at 85 percent. Log rotation runs tonight."),
        )
