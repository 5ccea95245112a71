"""What a morning is worth in points: one file each part, pure functions of the played world."""

from __future__ import annotations

import functools
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from game.sim import desk, evidence
from game.sim.parts import ScorePart
from game.sim.registry import collect
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World

SCORE_VERSION = 0
UNSCORED = (text("Beliefs: not yet scored"), text("Process and communication: not yet scored"))


@dataclass(frozen=True)
class Played:
    """What the parts look at: a world at 16:00 and its expected loss beside do-nothing's."""

    world: World
    loss_usd: float
    do_nothing_usd: float

    @property
    def service(self) -> float:
        """Part of the client value that was served, 09:30 to 10:45."""
        state = self.world.state
        return state.served / state.offered if state.offered else 1.0

    @property
    def informed(self) -> bool:
        """Had the team opened something that speaks of a fault before it first intervened?"""
        first = self.world.state.keys.get("first_contain")
        spoke = [evidence.spoke_at(self.world, key, desk.STRONG) for key in self.world.state.opened]
        return first is None or any(step is not None and step <= first for step in spoke)


class Rule:
    """One part of the score; `share` of 1000 points at value 1."""

    key: ClassVar[str]
    title: ClassVar[Text]
    share: ClassVar[int]

    def value(self, played: Played) -> tuple[float, list[Text]]:
        """Value in [-0.5, 1] and what it is made of."""
        raise NotImplementedError


@functools.cache
def catalogue() -> dict[str, Rule]:
    """All parts by file name."""
    return collect(sys.modules[__name__], Rule)


def score(played: Played) -> list[ScorePart]:
    """The parts of a provisional score, in the order of their weight."""
    parts = []
    for rule in sorted(catalogue().values(), key=lambda rule: -rule.share):
        value, lines = rule.value(played)
        points = round(rule.share * value)
        parts.append(ScorePart(rule.key, rule.title, value, points, rule.share, tuple(lines)))
    return parts
