"""Facts only: since when, what is known, what is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.parts import Action, Args, Entry, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class NotifyRegulator(Action):
    name = "notify_regulator"
    title = text("Inform the regulator")
    help = text("States the facts: since when, what is known, what is done.")
    group = "tell"
    seats = ("COM",)
    latency_s = 60

    def offered(self, world: World) -> None:
        if "regulator" in world.state.told or world.pending(self.name):
            raise Refused(text("That has been done."))

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.state.told["regulator"] = world.state.step

    def done(self, world: World, args: Args) -> Text:
        return text("The regulator has been informed.")
