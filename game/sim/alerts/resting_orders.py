"""A router that was cut off has left its orders in the market."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from game.sim.clock import OPEN
from game.sim.parts import Alert
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class RestingOrders(Alert):
    channel = "phone"
    severity = "info"
    seats = ("TRD",)
    sender = text("Order desk")

    def due(self, world: World) -> Iterable[tuple[Text, Text]]:
        if world.step > OPEN and world.state.interventions:
            for host in self._cut_off(world):
                yield text("Orders still rest"), text(REST.id, host=host)

    def _cut_off(self, world: World) -> list[int]:
        """Hosts isolated a minute ago whose orders nobody has cancelled."""
        state = world.state
        due = range(world.step - NOTICED_S - self.every_s + 1, world.step - NOTICED_S + 1)
        rows = [row for row in state.interventions[-LOOK_BACK:] if row[2] == "isolate"]
        hosts = [int(host) for step, _, _, hosts in rows if step in due for host in hosts]
        return [h for h in hosts if not state.port[h] and f"cancelled:{h}" not in state.keys]


NOTICED_S, LOOK_BACK = 60, 16
REST = text(
    "SMARS-{host} is cut off, but what it had in the market still rests there and can be filled."
)
