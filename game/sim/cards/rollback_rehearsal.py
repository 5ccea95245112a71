"""A roll-back is rehearsed with the flag in both states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.cards import Card
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class RollbackRehearsal(Card):
    title = text("Roll-back rehearsal with flag states")
    help = text(
        "The way back was rehearsed with the flag on and off. If the former build runs away "
        "while the flag is on, a roll-back in that state is refused."
    )
    source = text(
        "The SEC found that Knight uninstalled the new code from the seven servers that had "
        "it, and that this made things worse (par. 27)."
    )
    left = text("From last week: the roll-back was rehearsed with the flag on and off.")
    hours = 2

    def prepare(self, world: World) -> None:
        world.state.keys["rehearsed"] = 1
