"""The head of trading asks before the open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from game.sim.clock import at
from game.sim.parts import Alert
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class GoNoGo(Alert):
    channel = "phone"
    severity = "info"
    seats = ("IC",)
    sender = text("Head of trading")

    def due(self, world: World) -> Iterable[tuple[Text, Text]]:
        if "go_no_go" in world.state.fired or not (world.step >= at("09:20:00")):
            return
        declared = "declared" in world.state.incident
        yield text("Ten minutes to the open"), DECLARED if declared else QUIET


QUIET = text("Are we good to go? Tell me now if anything speaks against it.")
DECLARED = text("I see that an incident is declared. Are we good to go all the same?")
