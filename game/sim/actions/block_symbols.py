"""Send nothing in some names: the flow of these names stops, and so do its clients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk, remedies
from game.sim.clock import OPEN
from game.sim.parts import Action, Args, Entry, Field, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


BATCH, BATCH_S = 25, 10  # the list goes in by hand


class BlockSymbols(Action):
    name = "block_symbols"
    title = text("Block names")
    help = text(
        "No orders in these names, clients' and our own included. Takes ten seconds more for every "
        "25 names. Names that are traded later are not on the list."
    )
    fields = (
        Field(
            "names",
            "choice",
            text("Which names?"),
            (
                ("mine", text("All names with fills that no open order explains")),
                ("movers", text("The 25 names that moved most")),
            ),
        ),
    )
    seats = ("TRD",)
    latency_s = 60

    def latency_for(self, world: World, args: Args) -> int:
        return self.latency_s + BATCH_S * (len(remedies.names(world, args["names"])) // BATCH)

    def check(self, world: World, args: Args) -> None:
        if world.step <= OPEN:
            raise Refused(text("The market is not open yet."))
        desk.need_new(world, self.name)

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.state.blocked[remedies.names(world, str(args["names"]))] = 1
        world.changed()

    def done(self, world: World, args: Args) -> Text:
        return text("Names blocked: {count}.", count=int(world.state.blocked.sum()))
