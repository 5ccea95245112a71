"""The rule cards on compliance's desk: one file each, what helps to decide whom to tell and what.

They say the same on every morning of an era, whatever is wrong: nothing here looks at a world. A
card says what a compliance officer of 2012 could know; what was found out later is not on it.
"""

from __future__ import annotations

import functools
import sys
from typing import ClassVar

from game.sim.registry import collect
from game.sim.text import Text
from game.sim.view import RuleCard


class Rule:
    """One card. `place`: where it lies in the pile, the smallest on top."""

    place: ClassVar[int]
    title: ClassVar[Text]
    lines: ClassVar[tuple[Text, ...]]
    source: ClassVar[Text]
    today: ClassVar[tuple[Text, ...]] = ()  # instead of `lines` where controls of today are at hand

    def card(self, name: str, era: str) -> RuleCard:
        """What lies on the desk in that era, "2012" or "today"."""
        lines = self.today if self.today and era == "today" else self.lines
        return RuleCard(name, self.title, lines, self.source)


@functools.cache
def catalogue() -> dict[str, Rule]:
    """All cards by file name."""
    return collect(sys.modules[__name__], Rule)


@functools.cache
def cards(era: str) -> tuple[RuleCard, ...]:
    """The pile of that era, from the top."""
    pile = sorted(catalogue().items(), key=lambda item: item[1].place)
    return tuple(rule.card(name, era) for name, rule in pile)
