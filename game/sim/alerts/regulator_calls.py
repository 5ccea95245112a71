"""The regulator has seen the prints and wants facts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from game.sim.clock import at
from game.sim.parts import Alert
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class RegulatorCalls(Alert):
    channel = "phone"
    severity = "warn"
    seats = ("COM",)
    sender = text("Regulator")

    def due(self, world: World) -> Iterable[tuple[Text, Text]]:
        state = world.state
        if world.step < at("10:00:00") or "regulator_calls" in state.fired:
            return
        if state.flow_seconds >= SEEN_S:
            names = int((state.own_shares > 0).sum())
            body = TOLD if "regulator" in state.told else UNTOLD
            yield text("The regulator is on the line"), Text(body.id, {"names": names})


SEEN_S = 600  # of unexplained flow
UNTOLD = text(
    "Your firm traded unusually in {names} names. What happened, since when, and has it stopped?"
)
TOLD = text("We have your word on the {names} names. Has it stopped, and how do you know?")
