"""Trade again after the kill switch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import orders
from game.sim.parts import Action, Args, Entry, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class LiftKill(Action):
    name = "lift_kill"
    title = text("Lift the kill switch")
    help = text("The exchanges first ask why it is safe. Then routers go on with what they hold.")
    group = "recover"
    seats = ("IC",)
    latency_s = 300
    era = "today"

    def offered(self, world: World) -> None:
        if not world.state.killed:
            raise Refused(text("The kill switch is not thrown."))
        if world.pending(self.name):
            raise Refused(text("That order is already under way."))

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.state.killed = False
        world.state.keys.pop("kill", None)
        world.changed()
        orders.release_held(world)

    def done(self, world: World, args: Args) -> Text:
        return text("The firm may send orders again.")
