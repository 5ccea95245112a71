"""E01: automatic mails that say Power Peg disabled. They name no host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import mails
from game.sim.clock import reading
from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


MANY, LATELY_S = 8, 300  # a test sends a handful; what goes on after eight is no handful


class Rejects(EvidenceItem):
    key = "e01_rejects"
    title = text("BNET rejects, shared mailbox")
    klass = 2
    ratio = 9.0
    seats = ("COM",)

    def lines(self, world: World, args: Args) -> list[Text]:
        group = mails.groups(world)[mails.BNET]
        head = text(
            "{count} mails since {first}, the last at {last}.",
            count=group.count,
            first=reading(group.first),
            last=reading(group.last),
        )
        return [head] + [body for _, body in mails.latest(world, mails.BNET, 3)]

    def speaks(self, world: World, args: Args) -> list[int]:
        rejects = world.state.bnet
        goes_on = len(rejects) >= MANY and world.step - rejects[-1][0] <= LATELY_S
        return [-1] if goes_on else []
