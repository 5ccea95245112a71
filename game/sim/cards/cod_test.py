"""What rests at the exchanges goes with the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.cards import Card
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class CodTest(Card):
    title = text("Mass-cancel and disconnect test")
    help = text(
        "Cancelling and disconnecting was tried out with the exchanges: both take half the "
        "time, and resting orders are cancelled with the session. Clients enter those anew."
    )
    source = text(
        "Many exchanges cancel resting orders on a lost session only for those who have "
        "asked for it. Not in the SEC's order: an addition of this exercise."
    )
    left = text(
        "From last week: mass-cancel and cancel-on-disconnect were tested with the exchanges."
    )
    hours = 2

    def prepare(self, world: World) -> None:
        world.state.keys["cod_tested"] = 1
