"""E16: what the venues received from us, late by seconds, whatever our systems say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.clock import reading
from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class DropCopy(EvidenceItem):
    key = "e16_drop_copy"
    title = text("Drop copy")
    klass = 2
    seats = ("RSK",)

    def lines(self, world: World, args: Args) -> list[Text]:

        state = world.state
        sent = state.runaway_rate
        return [
            text(
                "{time}: {rate} executions a second that match no open parent.",
                time=reading(state.step),
                rate=sent,
            )
        ]
