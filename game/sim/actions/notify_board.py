"""A notice to the board and the bank's owners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.notices import EXPOSURE, FLOW, NEXT, Notice
from game.sim.parts import Args
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class NotifyBoard(Notice):
    name = "notify_board"
    title = text("Inform the board")
    help = text("Tells the board what happens and what it may cost. Send it again as an update.")
    fields = (
        FLOW,
        EXPOSURE,
        NEXT,
    )
    latency_s = 40
    to = "board"

    def done(self, world: World, args: Args) -> Text:
        return text("The board has been informed.")
