"""E15: PMON over all desks. It shows no limits and is as old as its own stamp."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import background, ledger
from game.sim.clock import reading
from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


MUCH = 1.3  # times yesterday's


class Pmon(EvidenceItem):
    key = "e15_pmon"
    title = text("PMON, all accounts")
    klass = 1
    ratio = 2.1
    seats = ("RSK",)

    def lines(self, world: World, args: Args) -> list[Text]:
        today, yesterday = _gross(world)
        return [
            text(
                "As of {time}: {today} million dollars gross over all accounts.",
                time=reading(world.state.pmon_asof),
                today=today // 10**8,
            ),
            text(
                "Yesterday at that time: {yesterday} million dollars. PMON shows no limits.",
                yesterday=yesterday // 10**8,
            ),
        ]

    def speaks(self, world: World, args: Args) -> list[int]:
        today, yesterday = _gross(world)
        return [-1] if today > MUCH * yesterday else []


def _gross(world: World) -> tuple[int, int]:
    """Cents of today and of yesterday."""
    desks, yesterday = background.inventory(world)
    return desks + int(ledger.shown(world)[ledger.GROSS]), yesterday
