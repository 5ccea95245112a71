"""A voice with authority that draws the obvious conclusion."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from game.sim.parts import Alert
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class ExecutiveUrges(Alert):
    channel = "phone"
    severity = "warn"
    seats = ("IC",)
    sender = text("Executive floor")

    def due(self, world: World) -> Iterable[tuple[Text, Text]]:
        state = world.state
        late = state.flow_seconds >= 360 and state.runaway_rate
        if "executive_urges" in state.fired or not late:
            return
        done = "rolled_back" in state.keys or world.pending("rollback")
        urge = INSTALLED if "postponed" in state.keys else ROLL_BACK
        yield text("What are you doing about it?"), GOES_ON if done else urge


ROLL_BACK = text("We went live with new code today. Something is wrong today. Roll it back!")
INSTALLED = text("We installed new code last week. Something is wrong today. Roll it back!")
GOES_ON = text("A roll-back was ordered, I hear, and it still goes on. Why?")
