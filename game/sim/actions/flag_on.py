"""Mark orders as RLP at entry again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.parts import Action, Args, Entry, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class FlagOn(Action):
    name = "flag_on"
    title = text("Switch the RLP flag on")
    help = text("New orders are marked for RLP again, for all routers.")
    group = "recover"
    seats = ("CHG",)
    latency_s = 60
    two_keys = "IC"

    def offered(self, world: World) -> None:
        if "postponed" in world.state.keys:
            raise Refused(text("The launch is postponed: the flag stays off today."))
        if world.state.flag_on and "staged" not in world.state.keys:
            raise Refused(text("The RLP flag is already on."))
        if world.pending(self.name):
            raise Refused(text("It is being switched on."))

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.state.flag_on = True
        world.state.keys.pop("staged", None)
        world.changed()

    def done(self, world: World, args: Args) -> Text:
        return text("The RLP flag is on.")
