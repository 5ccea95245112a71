"""E18: how much trades, and how far names move. It could be news."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from game.sim import background
from game.sim.clock import OPEN
from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


FAR, MANY, MUCH = 0.05, 10, 150  # a move; names that moved so; percent of the usual volume


class Movers(EvidenceItem):
    key = "e18_movers"
    title = text("Volume and movers")
    klass = 1
    ratio = 2.8
    seats = ("TRD",)

    def lines(self, world: World, args: Args) -> list[Text]:
        if world.step <= OPEN:
            return [text("Nothing to compare before the open.")]
        return [
            text("Volume since the open: {percent} percent of the usual.", percent=_volume(world)),
            text(
                "Names that moved more than 5 percent: {moved}. Paused so far: {paused}.",
                moved=_moved(world),
                paused=int((world.state.pauses > 0).sum()),
            ),
        ]

    def speaks(self, world: World, args: Args) -> list[int]:
        wild = world.step > OPEN and (_volume(world) >= MUCH or _moved(world) >= MANY)
        return [-1] if wild else []


def _moved(world: World) -> int:
    return int((np.abs(world.state.mid / world.market.open - 1.0) > FAR).sum())


def _volume(world: World) -> int:
    """Percent of a usual morning's volume up to this second."""
    usual = float(world.market.others(world.step).sum())
    today = usual * background.volume_factor(world) + float(world.state.own_shares.sum())
    return round(100 * today / usual)
