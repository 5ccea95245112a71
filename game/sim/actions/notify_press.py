"""A word to the press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.notices import STATEMENT, Notice
from game.sim.parts import Args
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class NotifyPress(Notice):
    name = "notify_press"
    title = text("Answer the press")
    help = text("One sentence that everybody will read. It can be corrected, not taken back.")
    fields = (STATEMENT,)
    latency_s = 20
    irreversible = True
    to = "press"

    def done(self, world: World, args: Args) -> Text:
        return text("The press has an answer.")
