"""E03: the hundreds of mails that say nothing about the fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import mails
from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class OtherMail(EvidenceItem):
    key = "e03_mail"
    title = text("Other automatic mails")
    klass = 0

    def lines(self, world: World, args: Args) -> list[Text]:

        return [body for _, body in mails.latest(world, str(args["group"]), 3)]
