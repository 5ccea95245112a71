"""E21: everybody knows what was new today. That is no cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import background
from game.sim.clock import OPEN
from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class Chat(EvidenceItem):
    key = "e21_chat"
    title = text("What the floor makes of it")
    klass = 0
    ratio = 1.4

    def lines(self, world: World, args: Args) -> list[Text]:
        return [*_talk(world), *_urged(world)] or [text("Nobody speaks of the release.")]

    def speaks(self, world: World, args: Args) -> list[int]:
        """That it came with the release is true of everything that happens today."""
        return [-1] if _talk(world) or _urged(world) else []


def _talk(world: World) -> list[Text]:
    if world.step <= OPEN or not background.happens(world, "talk", background.TALK):
        return []
    return [text("Chat: first day of RLP. If anything is odd today, it will be that.")]


def _urged(world: World) -> list[Text]:
    if "executive_urges" not in world.state.fired:
        return []
    return [text("Executive floor: we went live with new code today. Roll it back!")]
