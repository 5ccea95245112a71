"""What clients have said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.parts import Action, Args, Entry
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class ListenToClients(Action):
    name = "listen_to_clients"
    title = text("Ask the client desk")
    help = text("What clients have said on the phone so far.")
    group = "observe"
    seats = ("COM",)
    latency_s = 20

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        evidence.open_item(world, "e20_clients", args)
