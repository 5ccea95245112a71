"""Signs that may mean no harm. A good desk looks into each, says what it was, and goes on trading.

A sign comes up in the same way whether it is harmless or not: only the draws know which.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World

Seen = Callable[["World"], bool]


@dataclass(frozen=True)
class Sign:
    """A sign, whether the desk has seen it, and the evidence that can settle it."""

    title: Text
    seen: Seen
    settled_by: tuple[str, ...]


def _alert(name: str) -> Seen:
    return lambda world: name in world.state.fired


def _spoke(item: str) -> Seen:
    return lambda world: world.state.opened.get(item, [0] * 5)[4] > 0


def _mail_opened(world: World) -> bool:
    return "bnet" in world.state.mail_opened


SIGNS: dict[str, Sign] = {
    "disk": Sign(text("Disk usage"), _alert("disk_usage"), ("e24_metrics",)),
    "clock": Sign(text("Clock offset"), _alert("clock_offset"), ("e24_metrics",)),
    "rotation": Sign(text("Processor load"), _alert("log_rotation"), ("e24_metrics",)),
    "basket": Sign(text("Out rate above usual"), _alert("out_rate"), ("e12_parents",)),
    "ticket": Sign(
        text("A line missing in the copy log"),
        _spoke("e08_ticket"),
        ("e04_checksums", "e05_builds", "e06_processes"),
    ),
    "hash": Sign(text("A checksum that differs"), _spoke("e04_checksums"), ("e05_builds",)),
    "uat": Sign(
        text("Rejects in the mailbox"),
        _mail_opened,
        ("e02_header",),
    ),
}


def raised(world: World) -> list[tuple[str, Text]]:
    """Signs that the desk has seen so far, with their titles, in the order of the table."""
    return [(key, sign.title) for key, sign in SIGNS.items() if sign.seen(world)]


def harmless(world: World, key: str) -> bool:
    """Does this sign mean no harm? Truth: never in a view."""
    return key in world.draws.decoys


def settled(world: World, key: str, cited: Sequence[str]) -> bool:
    """Was it looked into: does any cited and opened evidence settle such a sign?"""
    opened = world.state.opened
    return any(name in opened and name.partition(":")[0] in SIGNS[key].settled_by for name in cited)
