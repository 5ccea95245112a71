"""What a team can come to know: one file each. Opening an item is a fact of the log."""

from __future__ import annotations

import functools
import sys
from typing import TYPE_CHECKING

from game.sim.parts import Args, EvidenceItem
from game.sim.registry import collect

if TYPE_CHECKING:
    from game.sim.world import World


@functools.cache
def catalogue() -> dict[str, EvidenceItem]:
    """All items by file name."""
    return collect(sys.modules[__name__], EvidenceItem)


def open_item(world: World, name: str, args: Args) -> None:
    """Show the item to the team; opening again keeps the first time and the newest lines."""
    state = world.state
    key = name if "router" not in args else f"{name}:{args['router']}"
    lines = [line.row() for line in catalogue()[name].lines(world, args)]
    first = state.opened[key][0] if key in state.opened else state.step
    state.opened[key] = [first, state.step, lines]


def klass(key: str) -> int:
    """Diagnosticity of an opened key, 0 to 3."""
    return catalogue()[key.split(":")[0]].klass


def shown_key(world: World, key: str) -> str:
    """The key as this team sees it: host numbers are the shown ones."""
    name, _, host = key.partition(":")
    return f"{name}-{world.shown[int(host)]}" if host else name


def inner_key(world: World, shown: str) -> str:
    """The inverse of `shown_key`; an unknown key comes back as it is and matches nothing."""
    name, dash, number = shown.rpartition("-")
    if not dash or not number.isdigit() or not 1 <= int(number) <= len(world.shown):
        return shown
    return f"{name}:{world.inner(int(number))}"
