"""Tell clients that they can send their orders again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk
from game.sim.parts import Action, Args, Entry, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class WelcomeClientsBack(Action):
    name = "welcome_clients_back"
    title = text("Welcome clients back")
    help = text("Tells clients who send their orders elsewhere that they can send them here again.")
    group = "recover"
    seats = ("COM",)
    latency_s = 120

    def offered(self, world: World) -> None:
        if "clients_away" not in world.state.keys:
            raise Refused(text("Nobody has told clients to send their orders elsewhere."))
        desk.need_new(world, self.name)

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.state.keys.pop("clients_away", None)
        world.changed()

    def done(self, world: World, args: Args) -> Text:
        return text("Clients send their orders to the firm again.")
