"""Says that erroneous orders come from us, before they ask again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.parts import Action, Args, Entry, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class NotifyExchange(Action):
    name = "notify_exchange"
    title = text("Tell the exchange that we have a problem")
    help = text("Says that erroneous orders come from the firm.")
    group = "tell"
    seats = ("COM", "TRD")
    latency_s = 40

    def offered(self, world: World) -> None:
        if "exchange" in world.state.told or world.pending(self.name):
            raise Refused(text("That has been done."))

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.state.told["exchange"] = world.state.step

    def done(self, world: World, args: Args) -> Text:
        return text("The exchange has been told.")
