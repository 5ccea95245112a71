"""No launch, no flag, no new service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.cards import Card
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class Postpone(Card):
    title = text("Postpone the launch by a day")
    help = text(
        "RLP does not start on 1 August: no order carries the flag, and it cannot be "
        "switched on. Clients were promised it; a quarter of what they value in the firm "
        "that day is lost."
    )
    source = text(
        "Not in the SEC's order: an addition of this exercise. The quarter is its assumption."
    )
    left = text("From last week: the launch of RLP is postponed to 2 August; the flag stays off.")
    hours = 0

    def prepare(self, world: World) -> None:
        world.state.keys["postponed"] = 1
        world.state.flag_on = False
        world.changed()
