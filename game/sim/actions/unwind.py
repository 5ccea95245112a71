"""Choose how the position is dealt with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import ledger, unwind
from game.sim.clock import CUT
from game.sim.parts import Action, Args, Entry, Field, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class Unwind(Action):
    name = "unwind"
    title = text("Deal with the position")
    help = text("How account 33 gets rid of what it holds. You can change it later.")
    group = "money"
    fields = (
        Field(
            "style",
            "choice",
            text("How"),
            (
                ("paced", text("Trade about a third out by the close, sell the rest as a block")),
                ("aggressive", text("Trade everything out within the hour")),
                ("block", text("Sell all as a block to the first bidder")),
                ("hold", text("Hold, and take a bid at the close")),
            ),
        ),
    )
    seats = ("RSK", "TRD")
    latency_s = 60

    def offered(self, world: World) -> None:
        if not ledger.shown(world)[ledger.GROSS]:
            raise Refused(text("PMON shows nothing in account 33."))
        if world.step < CUT and "verified" not in world.state.keys:
            raise Refused(text("First check fills against open orders: what flows would undo it."))

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        unwind.begin(world, str(args["style"]))

    def done(self, world: World, args: Args) -> Text:
        return text("The position is being dealt with.")
