"""E19: others see that the flow is ours; they cannot know why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class Exchange(EvidenceItem):
    key = "e19_exchange"
    title = text("Call with the exchange floor")
    klass = 2
    seats = ("TRD", "COM")

    def lines(self, world: World, args: Args) -> list[Text]:

        state = world.state
        if state.cut_off:
            return [text("NYSE floor: we have disconnected you. They want to know what it was.")]
        if state.runaway_rate:
            names = int((state.own_shares > 0).sum())
            told = "exchange" in state.told
            return [
                text(
                    "NYSE floor: your mnemonic has traded {names} names, 100 shares at a time, "
                    "and goes on.",
                    names=names,
                ),
                text("They ask when it ends.")
                if told
                else text("They ask whether you mean to do this."),
            ]
        if state.flow_started >= 0:
            return [
                text("NYSE floor: it has gone quiet from your side. They want to know what it was.")
            ]
        return [text("NYSE floor: nothing unusual from your firm.")]
