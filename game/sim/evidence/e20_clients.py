"""E20: what clients say on the phone. Fills of account 33 are not theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import background
from game.sim.clock import OPEN
from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


NOTICED_S = 240  # of unexplained flow, before clients call about prices


class Clients(EvidenceItem):
    key = "e20_clients"
    title = text("What clients say")
    klass = 1
    ratio = 2.7
    seats = ("COM",)

    def lines(self, world: World, args: Args) -> list[Text]:
        said = _asked_twice(world) + _prices(world) + _waiting(world)
        return said or [text("No client has complained.")]

    def speaks(self, world: World, args: Args) -> list[int]:
        return [-1] if _asked_twice(world) or _prices(world) else []


def _asked_twice(world: World) -> list[Text]:
    """It is asked on many mornings, and mostly two reports of one fill are the reason."""
    if world.step <= OPEN + 60 or not background.happens(world, "calls", background.CALLS):
        return []
    return [text("A client asks whether an order was filled twice. The desk is looking.")]


def _prices(world: World) -> list[Text]:
    if world.state.flow_seconds < NOTICED_S:
        return []
    return [text("Several clients see wild prices in some names and ask whether we do that.")]


def _waiting(world: World) -> list[Text]:
    if "orders_waiting" not in world.state.fired:
        return []
    return [text("Clients whose orders wait ask where their fills are.")]
