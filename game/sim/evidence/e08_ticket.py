"""E08: a tick is not a copy. The ticket shows that nobody checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class Ticket(EvidenceItem):
    key = "e08_ticket"
    title = text("Change ticket and copy log")
    klass = 2
    seats = ("CHG",)

    def lines(self, world: World, args: Args) -> list[Text]:
        copied = 8 if world.draws.copied else 8 - len(world.draws.stale)
        return [
            text(
                "Change CHG-20727: SMARS release for RLP, copied in stages from 27 July, some "
                "hosts a day."
            ),
            text("Copied by one technician. Second signature: none. Checksums: not recorded."),
            text(
                "Copy log of 30 July ends without a closing line; {done} of 8 hosts are ticked.",
                done=copied,
            ),
        ]
