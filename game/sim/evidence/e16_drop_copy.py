"""E16: what the venues report of us, late by seconds, whatever our systems say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import ledger
from game.sim.clock import reading
from game.sim.parts import Args, EvidenceItem
from game.sim.state import RATE_WINDOW
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class DropCopy(EvidenceItem):
    """Nothing else looks like executions without a parent: class 3 by its ratio (2 in the
    design, 3 there for "stopped")."""

    key = "e16_drop_copy"
    title = text("Drop copy")
    klass = 3
    ratio = 20.0
    seats = ("RSK",)

    def lines(self, world: World, args: Args) -> list[Text]:
        unmatched, repeated = _rows(world)
        return [
            text(
                "{time}: {rate} executions a second that match no open parent.",
                time=reading(world.state.step),
                rate=unmatched,
            ),
            text("Of these, {rate} repeat an execution id that came before.", rate=repeated),
            text(
                "The venues' own session counters: {rate} executions a second.", rate=_venue(world)
            ),
        ]

    def speaks(self, world: World, args: Args) -> list[int]:
        return [-1] if _rows(world)[0] else []


def _rows(world: World) -> tuple[int, int]:
    """Rows a second without an open parent, and how many of them come a second time."""
    repeated = ledger.double_rate(world)
    return world.state.runaway_rate + repeated, repeated


def _venue(world: World) -> int:
    """Executions a second that the venues count: of clients' orders, and of what is unexplained."""
    sent = int(world.fleet.rates()[1].sum()) / RATE_WINDOW
    return round(sent * float(world.scenario["market"]["fill"]))
