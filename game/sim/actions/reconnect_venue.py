"""Open the sessions with the venues again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk, orders
from game.sim.parts import Action, Args, Entry, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class ReconnectVenue(Action):
    name = "reconnect_venue"
    title = text("Reconnect to the exchanges")
    help = text("Opens the sessions with the exchanges again. Routers go on with what they hold.")
    group = "recover"
    seats = ("RSK",)
    latency_s = 120

    def offered(self, world: World) -> None:
        if world.state.venue is True:
            raise Refused(text("The firm is connected."))
        if world.pending(self.name):
            raise Refused(text("That order is already under way."))
        desk.need_taken_back(world)

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.state.venue = True
        world.changed()
        orders.release_held(world)

    def done(self, world: World, args: Args) -> Text:
        return text("The firm is connected to the exchanges again.")
