"""D: how early an incident was declared on something that speaks of a fault."""

from __future__ import annotations

import math

from game.sim.clock import OPEN, reading
from game.sim.scores import Line, Played, Rule, Waterfall
from game.sim.text import Text, text

FIRST_SIGN_MIN = 89.0  # minutes before the open: 08:01
AT_OPEN, HALF_LIFE_MIN = 0.6, 6.0
FALSE_ALARM, FALSE_ALARM_QUIET = 0.15, 0.5


class Detection(Rule):
    key = "D"
    title = text("Detection")
    share = 150

    def judge(self, played: Played, fall: Waterfall) -> None:
        """Before the open 0.6 to 1; after it 0.6 * exp(-t / 6 minutes); each false alarm -15 %.

        Where nothing was wrong: half for not crying wolf, half for the signs that were cleared.
        """
        if played.world.no_fault:
            return _without_fault(played, fall)
        first = played.world.state.incident.get("first_cited")
        if first is None:
            return fall.to(0.0, text("No incident was declared on strong evidence."))
        late = text("Declared on strong evidence at {time}.", time=reading(first))
        fall.lines.append(late)
        fall.to(worth((first - OPEN) / 60.0), late, _line(played, first))
        false = played.false_alarms
        why = text("Declarations withdrawn: {count}.", count=false)
        fall.times(max(0.0, 1.0 - FALSE_ALARM * false), why, _first(played, "withdraw"))


def _line(played: Played, step: int) -> Line | None:
    said = played.done("declare", "cite")
    return next((line for line in said if line[0] == step), None)


def worth(minutes: float) -> float:
    """Value of a declaration so many minutes after the open (before it: negative)."""
    if minutes >= 0:
        return AT_OPEN * math.exp(-minutes / HALF_LIFE_MIN)
    return min(1.0, AT_OPEN - (1.0 - AT_OPEN) * minutes / FIRST_SIGN_MIN)


def _without_fault(played: Played, fall: Waterfall) -> None:
    false = played.false_alarms
    quiet = max(0.0, 1.0 - FALSE_ALARM_QUIET * false)
    fall.to(0.5 + 0.5 * quiet, _alarms(false), _first(played, "declare"))
    fall.to(0.5 * quiet + 0.5 * played.cleared, _cleared(played))


def _first(played: Played, action: str) -> Line | None:
    return next(iter(played.done(action)), None)


def _alarms(count: int) -> Text:
    return text("Nothing was wrong. False alarms: {count}.", count=count)


def _cleared(played: Played) -> Text:
    part = round(100 * played.cleared)
    return text("Signs that were looked into and cleared: {part} percent.", part=part)
