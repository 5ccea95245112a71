"""Stop marking orders as RLP at entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk, orders
from game.sim.parts import Action, Args, Entry, Field, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class FlagOff(Action):
    name = "flag_off"
    title = text("Switch the RLP flag off")
    help = text(
        "Takes the RLP mark off new and open orders, for all routers. Clients lose the service "
        "that they were promised. Needs the commander's approval and, before the open, evidence "
        "that speaks of a fault."
    )
    fields = (Field("cited", "evidence", text("What you have seen"), required=False),)
    seats = ("CHG",)
    two_keys = "IC"
    latency_s = 60

    def offered(self, world: World) -> None:
        if not world.state.flag_on:
            raise Refused(text("The RLP flag is already off."))
        if world.pending(self.name):
            raise Refused(text("It is being switched off."))

    def check(self, world: World, args: Args) -> None:
        desk.need_case(world, args.get("cited", ()))

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.state.flag_on = False
        orders.unflag_open_parents(world)
        world.changed()

    def done(self, world: World, args: Args) -> Text:
        return text("The RLP flag is off.")
