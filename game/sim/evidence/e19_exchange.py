"""E19: others see that the flow is ours; they cannot know why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import baskets
from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


NOTICED_S = 60


class Exchange(EvidenceItem):
    key = "e19_exchange"
    title = text("Call with the exchange floor")
    klass = 2
    ratio = 6.5
    seats = ("TRD", "COM")

    def lines(self, world: World, args: Args) -> list[Text]:
        state = world.state
        if state.cut_off:
            return [text("NYSE floor: we have disconnected you. They want to know what it was.")]
        if state.runaway_rate:
            return [_flooded(world), END if "exchange" in state.told else MEANT]
        if _program(world):
            return [
                text("NYSE floor: your mnemonic is busy in {names} names.", names=baskets.NAMES),
                MEANT,
            ]
        return [QUIET if state.flow_started >= 0 else USUAL]

    def speaks(self, world: World, args: Args) -> list[int]:
        """The floor sees how busy the firm is, not whether it means to be."""
        state = world.state
        busy = state.cut_off or state.flow_started >= 0 or _program(world)
        return [-1] if busy else []


END = text("They ask when it ends.")
MEANT = text("They ask whether you mean to do this.")
QUIET = text("NYSE floor: it has gone quiet from your side. They want to know what it was.")
USUAL = text("NYSE floor: nothing unusual from your firm.")


def _flooded(world: World) -> Text:
    return text(
        "NYSE floor: your mnemonic has traded {names} names, 100 shares at a time, and goes on.",
        names=int((world.state.own_shares > 0).sum()),
    )


def _program(world: World) -> bool:
    """A client's program, once the floor has had a minute to see it."""
    return baskets.works(world) and world.state.keys.get("basket", 0) >= NOTICED_S
