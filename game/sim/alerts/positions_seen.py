"""Staff who look at PMON at the open see positions; it raises no alarm by itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from game.sim import ledger
from game.sim.clock import OPEN
from game.sim.parts import Alert
from game.sim.state import PMON_RING
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class PositionsSeen(Alert):
    channel = "chat"
    severity = "warn"
    seats = ("RSK",)
    sender = text("Risk desk")

    def due(self, world: World) -> Iterable[tuple[Text, Text]]:
        if "positions_seen" in world.state.fired or not (
            world.step >= OPEN + 45 and int(ledger.shown(world)[ledger.GROSS]) > 50 * 10**8
        ):
            return
        yield text("Account 33"), GROWING if _grows(world) else STANDING


GROWING = text(
    "PMON shows a position in account 33 that nobody here knows. It keeps growing. Is that a "
    "client basket?"
)
STANDING = text(
    "PMON shows a position in account 33 that nobody here knows. Is that a client basket?"
)


def _grows(world: World) -> bool:
    """Did PMON's gross grow over the last ten seconds that it has come to?"""
    state = world.state
    before = state.pmon_ring[(state.pmon_asof - 10) % PMON_RING]
    return bool(ledger.shown(world)[ledger.GROSS] > before[ledger.GROSS])
