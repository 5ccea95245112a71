"""E25: what the program desk works for its clients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import baskets
from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class Basket(EvidenceItem):
    key = "e25_basket"
    title = text("Word of the program desk")
    klass = 0
    seats = ("TRD", "RSK")

    def lines(self, world: World, args: Args) -> list[Text]:
        if not baskets.works(world):
            return [text("Program desk: we work nothing large just now.")]
        return [
            text(
                "Program desk: a client's basket of {names} names, half buys, half sells, {done} "
                "percent done. Its parents are OPEN.",
                names=baskets.NAMES,
                done=baskets.done(world),
            ),
            text("Odd lots lie in account 33 until they are allocated."),
        ]
