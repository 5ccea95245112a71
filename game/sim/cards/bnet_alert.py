"""The rejects reach somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.cards import Card
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class BnetAlert(Card):
    title = text("Tiered alert for BNET rejects")
    help = text(
        "The fifth BNET reject of the morning warns the router and the compliance desk, the "
        "twenty-fifth alarms them. It says that such mails come, not which router sends "
        "them."
    )
    source = text(
        "The SEC found that 97 such mails came before the open, were not meant as alerts "
        "and were generally not read (par. 19). It counts acting on them among what could "
        "have helped (par. 41)."
    )
    left = text("From last week: BNET rejects in the shared mailbox raise an alert.")
    hours = 1

    def prepare(self, world: World) -> None:
        world.state.keys["bnet_alert"] = 1
