"""A router does not answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from game.sim.parts import Alert
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class HeartbeatLost(Alert):
    channel = "alert"
    severity = "crit"
    seats = ("RTR",)
    sender = text("Host monitor")

    def due(self, world: World) -> Iterable[tuple[Text, Text]]:
        beat = world.step - world.state.beat
        for host in np.flatnonzero((beat >= 10) & (beat < 15)):
            body = text("SMARS-{host} has sent no heartbeat for ten seconds.", host=int(host))
            yield text("Heartbeat lost"), body
