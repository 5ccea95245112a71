"""E17: prints on the tape. They name no firm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import background, orders
from game.sim.clock import OPEN
from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


import numpy as np

FAST = 8  # prints a second in one name


class Tape(EvidenceItem):
    key = "e17_tape"
    title = text("Pattern on the tape")
    klass = 1
    ratio = 2.7
    seats = ("TRD",)

    def lines(self, world: World, args: Args) -> list[Text]:
        symbol, rate = _fastest(world)
        if world.step < OPEN:
            return [text("Few prints: the regular session has not begun.")]
        return [
            text(
                "Fastest name: {symbol}, {rate} prints a second of 100 shares.",
                symbol=world.scenario.symbols.name[symbol],
                rate=rate,
            ),
            text(
                "Bought at the ask or sold at the bid, one like the other. The tape names no firm."
            )
            if rate >= FAST
            else text("No name prints faster than on other mornings."),
        ]

    def speaks(self, world: World, args: Args) -> list[int]:
        return [-1] if world.step >= OPEN and _fastest(world)[1] >= FAST else []


def _fastest(world: World) -> tuple[int, int]:
    """Symbol and prints a second of the name that prints fastest, whoever trades there."""
    running = orders.loops(world)
    symbol, rate = background.burst(world)
    if not len(running.parent):
        return symbol, rate
    own = np.bincount(running.symbol, weights=running.rate)
    fastest = int(own.argmax())
    return (fastest, int(own[fastest])) if own[fastest] > rate else (symbol, rate)
