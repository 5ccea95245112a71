"""The new service on one router first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.cards import Card
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class StagedEnablement(Card):
    title = text("Staged enablement: one router on day 1")
    help = text(
        "On 1 August only one router's orders carry the RLP flag; the others handle theirs "
        "as before. Whatever the flag sets off stays on one router. Clients get the new "
        "service for a part of their orders only."
    )
    source = text(
        "Not in the SEC's order: an addition of this exercise. In 2012 the code was "
        "installed in stages (par. 15); here its use is."
    )
    left = text(
        "From last week: the RLP flag is on for one router only; switching it on again "
        "widens it to all."
    )
    hours = 2

    def prepare(self, world: World) -> None:
        count = len(world.state.port)
        world.state.keys["staged"] = int(world.draws.chance("card/staged") * count)
        world.changed()
