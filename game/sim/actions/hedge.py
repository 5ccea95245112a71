"""Take the market's swings out of the position."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk, ledger, unwind
from game.sim.clock import OPEN
from game.sim.parts import Action, Args, Entry, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class Hedge(Action):
    name = "hedge"
    title = text("Hedge the position with an index")
    help = text(
        "Trades an index future against what account 33 holds net. It makes the result less a "
        "matter of luck, and it costs a little; it gets rid of nothing."
    )
    group = "money"
    seats = ("RSK",)
    latency_s = 300
    irreversible = True

    def offered(self, world: World) -> None:
        if world.step < OPEN or not ledger.shown(world)[ledger.GROSS]:
            raise Refused(text("PMON shows nothing in account 33."))
        if world.state.hedged >= 0:
            raise Refused(text("The position is hedged."))
        desk.need_new(world, self.name)

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.state.keys["hedge_cost"] = unwind.hedge(world)

    def done(self, world: World, args: Args) -> Text:
        cost = world.state.keys.get("hedge_cost", 0)
        return text("The position is hedged. It cost ${cost}.", cost=cost)
