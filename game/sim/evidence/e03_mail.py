"""E03: the hundreds of mails that say nothing about the fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import mails
from game.sim.clock import reading
from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


RELAY = "mail-relay-1"


class OtherMail(EvidenceItem):
    key = "e03_mail"
    title = text("Other automatic mails")
    klass = 0
    seats = ("COM",)

    def lines(self, world: World, args: Args) -> list[Text]:
        newest = mails.latest(world, str(args["group"]), 3)
        if not args.get("header"):
            return [body for _, body in newest]
        return [
            text("{time} X-Originating-Host: {relay}", time=reading(step), relay=RELAY)
            for step, _ in newest
        ]
