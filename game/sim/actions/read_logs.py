"""The log of one router."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.parts import Action, Args, Entry, Field
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class ReadLogs(Action):
    name = "read_logs"
    title = text("Read a router's log")
    help = text("The last lines of one router's log.")
    group = "observe"
    fields = (Field("router", "router", text("Router")),)
    seats = ("RTR",)
    latency_s = 20

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        evidence.open_item(world, "e11_log", args)
