"""A decoy: more orders and positions, all of them meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import baskets, milestones
from game.sim.injects import Inject
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class ClientBasket(Inject):
    number = 13
    title = text("A client's program trades")
    trigger = "09:40"
    channel = "notice"
    seats = ("RSK", "TRD")
    expected = text("Tell it from the fault by the state of its parent orders.")
    objective = "G"
    kind = "contextual"

    def happened(self, world: World) -> int | None:
        comes = baskets.comes(world) and world.step >= baskets.FROM
        return baskets.FROM if comes else None

    def acted(self, world: World, since: int) -> int | None:
        return milestones.settled(world, since, "basket")
