"""Scripted teams: one file each, given a view and nothing else."""

from __future__ import annotations

import functools
import sys
from typing import ClassVar

from game.sim.parts import Args
from game.sim.registry import classes
from game.sim.scenario import Scenario
from game.sim.view import View

Order = tuple[str, Args]


class Team:
    """Plays by looking at views and ordering with shown router numbers.

    `wake` is the step at which it looks next; it sets it in `play`.
    """

    name: ClassVar[str]

    def __init__(self, scenario: Scenario | None = None) -> None:
        self.scenario = scenario
        self.wake = 0

    def play(self, view: View) -> list[Order]:
        """Orders of this second; the next look is a second later unless it says otherwise."""
        self.wake = view.step + 1
        return []


@functools.cache
def catalogue() -> dict[str, type[Team]]:
    """All teams by name."""
    return classes(sys.modules[__name__], Team)
