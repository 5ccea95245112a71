"""E14: order ids of a sample of fills lead back to the router that sent them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import baskets, ledger
from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


SAMPLE, STANDS_OUT = 200, 2.0  # fills looked at; times an even share


class Drill(EvidenceItem):
    key = "e14_account_33"
    title = text("Fills of account 33 by router")
    klass = 3
    ratio = 20.0
    hypothesis = "host"
    seats = ("RSK",)

    def lines(self, world: World, args: Args) -> list[Text]:
        if world.state.doubled and ledger.double_rate(world):
            return [REPEATED, SPREAD]
        sample = _sample(world)
        if not sample:
            return [PROGRAM if baskets.booked(world) is not None else EMPTY]
        return [
            text("SMARS-{host}: {part} of 200 sampled fills", host=host, part=part)
            for host, part in enumerate(sample)
        ]

    def speaks(self, world: World, args: Args) -> list[int]:
        """Routers far above an even share; an even share among all points at none of them."""
        sample = _sample(world)
        if not sample:
            return [-1] if world.state.doubled and ledger.double_rate(world) else []
        even = STANDS_OUT * SAMPLE / world.routers
        return [host for host, part in enumerate(sample) if part > even] or [-1]


EMPTY = text("Account 33 has no fills without an open parent.")
PROGRAM = text("All 200 sampled fills are odd lots of a client program, not allocated yet.")
REPEATED = text("All 200 sampled rows repeat an execution id that is booked elsewhere already.")
SPREAD = text("The orders behind them are client orders of all routers.")


def _sample(world: World) -> list[int]:
    """How many of the sampled fills each router sent; nothing when there are no such fills."""
    executions = world.state.executions
    total = int(executions.sum())
    return [int(count) * SAMPLE // total for count in executions] if total else []
