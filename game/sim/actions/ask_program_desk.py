"""Is a program being worked?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.parts import Action, Args, Entry
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class AskProgramDesk(Action):
    name = "ask_program_desk"
    title = text("Ask the program desk")
    help = text("Whether the program desk works something large for a client.")
    group = "observe"
    seats = ("TRD", "RSK")
    latency_s = 20

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        evidence.open_item(world, "e25_basket", args)
