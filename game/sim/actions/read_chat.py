"""What the floor makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.parts import ALL_SEATS, Action, Args, Entry
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class ReadChat(Action):
    name = "read_chat"
    title = text("Read the chat")
    help = text("What people on the floor make of this morning.")
    group = "observe"
    seats = ALL_SEATS
    latency_s = 5

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        evidence.open_item(world, "e21_chat", args)
