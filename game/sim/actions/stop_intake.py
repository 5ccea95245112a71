"""Close the firm's door; runaways already inside go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.parts import Action, Args, Entry, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class StopIntake(Action):
    name = "stop_intake"
    title = text("Stop taking orders")
    help = text("No new parent orders from anybody. Routers go on with what they hold.")
    group = "contain"
    seats = ("IC",)
    latency_s = 30

    def offered(self, world: World) -> None:
        if world.state.intake is False:
            raise Refused(text("Intake is already stopped."))
        if world.pending(self.name):
            raise Refused(text("That order is already under way."))

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.state.intake = False
        world.changed()

    def done(self, world: World, args: Args) -> Text:
        return text("The firm takes no new orders.")
