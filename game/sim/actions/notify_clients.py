"""Says that we have a problem and that orders should go elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.parts import Action, Args, Entry, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class NotifyClients(Action):
    name = "notify_clients"
    title = text("Tell clients to route elsewhere")
    help = text("Says that the firm has a problem and that orders should go elsewhere.")
    group = "tell"
    seats = ("COM",)
    latency_s = 60

    def offered(self, world: World) -> None:
        if "clients" in world.state.told or world.pending(self.name):
            raise Refused(text("That has been done."))

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.state.told["clients"] = world.state.step

    def done(self, world: World, args: Args) -> Text:
        return text("Clients have been told.")
