"""E27: drop copy and open parents agree for three minutes, or they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk, ledger
from game.sim.clock import OPEN
from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class Verified(EvidenceItem):
    key = "e27_verified"
    title = text("Flow check")
    klass = 3
    ratio = 20.0
    seats = ("RSK", "RTR")

    def lines(self, world: World, args: Args) -> list[Text]:
        if world.state.step < OPEN + desk.CALM_S:
            return [text("Nothing to compare yet: the market has not been open for three minutes.")]
        if not desk.flow_is_calm(world):
            return [
                text("Within the last three minutes there were executions without an open parent.")
            ]
        if ledger.double_rate(world):
            return [REPEATED, APART]
        return [text("For three minutes every execution on the drop copy matches an open parent.")]

    def speaks(self, world: World, args: Args) -> list[int]:
        early = world.state.step < OPEN + desk.CALM_S
        return [] if early or books_agree(world) else [-1]


REPEATED = text("The only rows without an open parent repeat execution ids that came before.")
APART = text("Without those the venues' counters and the order system agree; account 33 does not.")


def books_agree(world: World) -> bool:
    """Calm, and no row of the drop copy without an open parent either."""
    return desk.flow_is_calm(world) and not ledger.double_rate(world)
