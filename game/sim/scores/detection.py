"""D: how early an incident was declared on something that speaks of a fault."""

from __future__ import annotations

import math

from game.sim.clock import OPEN, reading
from game.sim.scores import Line, Played, Rule, Waterfall, cleared_words
from game.sim.text import Text, text

FIRST_SIGN_MIN = 89.0  # minutes before the open: 08:01
AFTER_OPEN_MIN = 0.5
FROM_OUTSIDE = ("upstream", "test_data")  # nothing strong can be seen of them before the open
AT_OPEN, FADES_MIN = 0.6, 6.0
FALSE_ALARM, FALSE_ALARM_QUIET = 0.15, 0.5


class Detection(Rule):
    key = "D"
    title = text("Detection")
    share = 150

    def judge(self, played: Played, fall: Waterfall) -> None:
        """Before the open 0.6 to 1; after it 0.6 * exp(-t / 6 minutes); each false alarm -15 %.
        What cannot be seen before the open is taken beside the earliest sign after it.

        Where nothing was wrong: half for not crying wolf, half for the signs that were cleared.
        """
        if played.world.no_fault:
            return _without_fault(played, fall)
        first = played.world.state.incident.get("first_cited")
        if first is None:
            return fall.to(0.0, text("No incident was declared on strong evidence."))
        late = text("Declared on strong evidence at {time}.", time=reading(first))
        fall.lines.append(late)
        earliest = AFTER_OPEN_MIN if played.world.fault in FROM_OUTSIDE else -FIRST_SIGN_MIN
        fall.to(worth((first - OPEN) / 60.0, earliest), late, _line(played, first))
        false = played.false_alarms
        why = text("Declarations withdrawn: {count}.", count=false)
        fall.times(max(0.0, 1.0 - FALSE_ALARM * false), why, _first(played, "withdraw"))


def _line(played: Played, step: int) -> Line | None:
    said = played.done("declare", "cite")
    return next((line for line in said if line[0] == step), None)


def worth(minutes: float, earliest: float = -FIRST_SIGN_MIN) -> float:
    """Value of a declaration so many minutes after the open (before it: negative).

    `earliest`: when something that speaks could first be had on such a morning; it earns 1.
    """
    return min(1.0, _worth(minutes) / _worth(earliest))


def _worth(minutes: float) -> float:
    if minutes >= 0:
        return AT_OPEN * math.exp(-minutes / FADES_MIN)
    return min(1.0, AT_OPEN - (1.0 - AT_OPEN) * minutes / FIRST_SIGN_MIN)


def _without_fault(played: Played, fall: Waterfall) -> None:
    false = played.false_alarms
    quiet = max(0.0, 1.0 - FALSE_ALARM_QUIET * false)
    alarms, cleared = _alarms(played), cleared_words(played)
    fall.lines += [alarms, cleared]
    fall.to(0.5 + 0.5 * quiet, alarms, _first(played, "declare"))
    fall.to(0.5 * quiet + 0.5 * played.cleared, cleared)


def _first(played: Played, action: str) -> Line | None:
    return next(iter(played.done(action)), None)


def _alarms(played: Played) -> Text:
    count = played.false_alarms
    books = played.world.fault == "false_position"
    truth = text("Only the books were wrong") if books else text("Nothing was wrong")
    if count > 1:
        return text("{truth}, and you raised {count} false alarms.", truth=truth, count=count)
    if count:
        return text("{truth}, and you raised a false alarm.", truth=truth)
    return text("{truth}, and you raised no false alarm.", truth=truth)
