"""E13: account 33's positions, as of PMON's own time. It has many sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import ledger
from game.sim.clock import reading
from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class Position(EvidenceItem):
    key = "e13_position"
    title = text("Account 33 in PMON")
    klass = 2
    ratio = 6.8
    seats = ("RSK",)

    def lines(self, world: World, args: Args) -> list[Text]:
        shown = ledger.shown(world)
        return [
            text(
                "As of {time}: long {long} dollars, short {short} dollars in account 33.",
                time=reading(world.state.pmon_asof),
                long=int(shown[ledger.LONG]) // 100,
                short=int(shown[ledger.SHORT]) // 100,
            ),
            text("PMON shows no limit. The account's limit is 2 million dollars gross."),
        ]

    def speaks(self, world: World, args: Args) -> list[int]:
        limit = 100 * int(world.scenario["ledger"]["account_limit_usd"])
        return [-1] if int(ledger.shown(world)[ledger.GROSS]) > limit else []
