"""What a team can order: one file each."""

from __future__ import annotations

import functools
import sys

from game.sim.parts import Action
from game.sim.registry import collect


@functools.cache
def catalogue() -> dict[str, Action]:
    """All actions by name."""
    return collect(sys.modules[__name__], Action)
