"""A host that packs its old logs has a busy processor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from game.sim.evidence.e24_metrics import rotates_from
from game.sim.parts import Alert
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class LogRotation(Alert):
    channel = "alert"
    severity = "info"
    seats = ("RTR",)
    sender = text("Host monitor")

    def due(self, world: World) -> Iterable[tuple[Text, Text]]:
        host = world.draws.decoys.get("rotation", -1)
        if host < 0 or "log_rotation" in world.state.fired:
            return
        if world.step >= rotates_from(world) + NOTICED_S:
            body = text(
                "The processor of SMARS-{host} has been above 90 percent for two minutes.",
                host=host,
            )
            yield text("Processor load"), body


NOTICED_S = 120
