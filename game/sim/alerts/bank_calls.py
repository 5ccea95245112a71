"""A bank smells a book that has to go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from game.sim import ledger
from game.sim.clock import at
from game.sim.parts import Alert
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class BankCalls(Alert):
    channel = "phone"
    severity = "info"
    seats = ("IC", "RSK")
    sender = text("A bank")

    def due(self, world: World) -> Iterable[tuple[Text, Text]]:
        state = world.state
        if world.step < at("10:30:00") or "bank_calls" in state.fired or not state.flow_seconds:
            return
        if int(ledger.shown(world)[ledger.GROSS]) > LARGE:
            yield (
                text("A bid for the book"),
                text(
                    "We hear that you have a book to move. We would bid for all of it, at a price."
                ),
            )


LARGE = 500 * 10**8  # cents
