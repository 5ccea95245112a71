"""D: how early an incident was declared on something that speaks of a fault."""

from __future__ import annotations

import math

from game.sim.clock import OPEN, reading
from game.sim.scores import Played, Rule
from game.sim.text import Text, text

FIRST_SIGN_MIN = 89.0


class Detection(Rule):
    key = "D"
    title = text("Detection")
    share = 150

    def value(self, played: Played) -> tuple[float, list[Text]]:
        """Before the open 0.6 to 1; after it 0.6 * exp(-t / 6 minutes); each false alarm -15 %."""
        incident = played.world.state.incident
        first = incident.get("first_cited")
        if first is None:
            return 0.0, [text("No incident was declared on strong evidence.")]
        minutes = (first - OPEN) / 60.0
        early = 0.6 + 0.4 * (1.0 - (minutes + FIRST_SIGN_MIN) / FIRST_SIGN_MIN)
        value = min(1.0, early) if minutes < 0 else 0.6 * math.exp(-minutes / 6.0)
        lines = [text("Declared on strong evidence at {time}.", time=reading(first))]
        false_alarms = int(incident.get("withdrawn", 0))
        if false_alarms:
            lines.append(text("Declarations withdrawn: {count}.", count=false_alarms))
        return value * max(0.0, 1.0 - 0.15 * false_alarms), lines
