"""F: what the morning cost, beside doing nothing, and whether clients were served meanwhile."""

from __future__ import annotations

import math

from game.sim.scores import NO_LOSS_USD, Line, Played, Rule, Waterfall
from game.sim.text import text

FLOOR = -0.25
UNINFORMED = 0.6
LOST_FOR_NOTHING = -0.5
LEAST = 0.25  # of a good result that is left when no client is served


class Financial(Rule):
    key = "F"
    title = text("Financial")
    share = 300

    def judge(self, played: Played, fall: Waterfall) -> None:
        """raw = 1 - sqrt(L / L_DN), floored at -0.25; times service and evidence when positive.

        Where nothing was wrong, any loss is the team's own: 0.25 + 0.75 A, or -0.5.
        """
        if played.world.no_fault:
            return _without_fault(played, fall)
        ratio = max(played.loss_usd, 0.0) / max(played.do_nothing_usd, 1.0)
        part = round(100 * ratio)
        fall.lines.append(text("Loss: {part} percent of doing nothing.", part=part))
        why = text("The loss was {part} percent of doing nothing.", part=part)
        fall.to(max(FLOOR, 1.0 - math.sqrt(ratio)), why, _ending(played))
        if fall.value > 0:
            _serve(played, fall)
            if not played.informed:
                why = text("You intervened before you had opened any strong evidence.")
                fall.times(UNINFORMED, why, played.line_of())


def _ending(played: Played) -> Line | None:
    """The order that ended the flow, or let it come back."""
    state = played.world.state
    worse = played.line_of("rollback") if played.relapses else None
    return worse or (played.last_line(state.flow_stopped) if state.flow_stopped >= 0 else None)


def _serve(played: Played, fall: Waterfall) -> None:
    part = round(100 * played.service)
    fall.lines.append(text("Clients served: {part} percent.", part=part))
    why = text("Clients were served {part} percent of what was possible.", part=part)
    fall.times(LEAST + (1.0 - LEAST) * played.service, why, played.line_of())


def _without_fault(played: Played, fall: Waterfall) -> None:
    if played.loss_usd > NO_LOSS_USD:
        why = text("Nothing was wrong, and the firm lost money by what was done.")
        return fall.to(LOST_FOR_NOTHING, why, played.line_of())
    _serve(played, fall)
