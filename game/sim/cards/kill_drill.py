"""Who stops the firm, on what, in which order: written down and tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.cards import Card
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class KillDrill(Card):
    title = text("Kill runbook and two-person drill")
    help = text(
        "Both key holders know when they may stop the firm and have done it once: the "
        "switch takes half the time, and a sole player's risk officer turns the second key "
        "at once."
    )
    source = text(
        "The SEC found no supervisory procedure for incidents and no guidance when to "
        "disconnect (par. 27). The FIA's guide of 2015 (1.11) and the Chicago Fed's letter "
        "303 of 2012 name kill switches."
    )
    left = text("From last week: the kill runbook is on the desk, and two people have drilled it.")
    hours = 2

    def prepare(self, world: World) -> None:
        world.state.keys["kill_drilled"] = 1
