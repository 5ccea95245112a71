"""What a team can come to know: one file each. Opening an item is a fact of the log."""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterable
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
    state, item = world.state, catalogue()[name]
    key = name if "router" not in args else f"{name}:{args['router']}"
    lines = [line.row() for line in item.lines(world, args)]
    said = [int(host) for host in item.speaks(world, args)]
    earlier = state.opened.get(key)
    first, spoke = (earlier[0], earlier[4]) if earlier else (state.step, -1)
    if said and spoke < 0:
        spoke = state.step
    state.opened[key] = [first, state.step, lines, said, spoke]


def hosts_of(world: World, args: Args) -> list[int]:
    """Inner hosts that a look is about: one of them, or the whole fleet."""
    return [int(args["router"])] if "router" in args else list(range(world.routers))


def item_of(key: str) -> EvidenceItem:
    """The item of an opened key."""
    return catalogue()[key.partition(":")[0]]


def spoke_at(world: World, key: str, least: int) -> int | None:
    """Since when an opened item, of at least this class and able to stand alone, has spoken."""
    item, opened = item_of(key), world.state.opened.get(key)
    if opened is None or item.klass < least or not item.suffices or opened[4] < 0:
        return None
    return int(opened[4])


def readable(world: World, key: str, seats: Iterable[str]) -> bool:
    """May these seats read it: their own item, or one on the team's board?"""
    return key in world.state.shared or bool(set(item_of(key).seats) & set(seats))


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
