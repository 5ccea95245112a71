"""Cut the sessions with the venues: by telephone in 2012, by a button today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk, orders
from game.sim.parts import Action, Args, Entry, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class DisconnectVenue(Action):
    name = "disconnect_venue"
    title = text("Disconnect from the exchanges")
    help = text("Ends the firm's sessions with the exchanges. Nothing trades, clients included.")
    group = "contain"
    seats = ("RSK",)
    latency_s = 120

    def latency_in(self, world: World) -> int:
        usual = 10 if world.scenario.era == "today" else self.latency_s
        return usual // 2 if "cod_tested" in world.state.keys else usual

    def offered(self, world: World) -> None:
        if world.state.venue is False:
            raise Refused(text("The firm is already disconnected."))
        if world.pending(self.name):
            raise Refused(text("That order is already under way."))

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        desk.excuse_cut(world)
        world.state.venue = False
        if "cod_tested" in world.state.keys:
            orders.cancel_working(world)
        world.changed()

    def done(self, world: World, args: Args) -> Text:
        return text("The firm is disconnected from the exchanges.")
