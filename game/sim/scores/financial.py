"""F: what the morning cost, beside doing nothing, and whether clients were served meanwhile."""

from __future__ import annotations

import math

from game.sim.scores import Played, Rule
from game.sim.text import Text, text

UNINFORMED = 0.6


class Financial(Rule):
    key = "F"
    title = text("Financial")
    share = 300

    def value(self, played: Played) -> tuple[float, list[Text]]:
        """raw = 1 - sqrt(L / L_DN), floored at -0.25; times service and evidence when positive."""
        ratio = max(played.loss_usd, 0.0) / max(played.do_nothing_usd, 1.0)
        raw = max(-0.25, 1.0 - math.sqrt(ratio))
        lines = [text("Loss: {part} percent of doing nothing.", part=round(100 * ratio))]
        if raw <= 0:
            return raw, lines
        lines.append(text("Clients served: {part} percent.", part=round(100 * played.service)))
        value = raw * (0.25 + 0.75 * played.service)
        if not played.informed:
            lines.append(text("You intervened before you had opened any strong evidence."))
            value *= UNINFORMED
        return value, lines
