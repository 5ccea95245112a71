"""Give orders that stand at a silent router to the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk, remedies
from game.sim.parts import Action, Args, Entry, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class Reroute(Action):
    name = "reroute"
    title = text("Re-route stuck client orders")
    help = text(
        "Gives open client orders at isolated or stopped routers to the others. Cancel first what "
        "these routers still have at the exchanges: it may be filled a second time."
    )
    group = "recover"
    seats = ("TRD",)
    latency_s = 60
    irreversible = True

    def offered(self, world: World) -> None:
        if world.state.online.all() and world.state.port.all():
            raise Refused(text("No router is isolated or stopped."))
        desk.need_new(world, self.name)

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        moved, doubled = remedies.reroute(world)
        world.state.keys["rerouted"], world.state.keys["filled_twice"] = moved, doubled

    def done(self, world: World, args: Args) -> Text:
        moved, doubled = (world.state.keys.get(key, 0) for key in ("rerouted", "filled_twice"))
        if doubled:
            return text(
                "Client orders re-routed: {count}. Some were still at the exchanges: clients "
                "report double fills.",
                count=moved,
            )
        return text("Client orders re-routed: {count}.", count=moved)
