"""The regulator asks, friendlier when it was told first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import milestones
from game.sim.injects import Inject
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class RegulatorCall(Inject):
    number = 20
    title = text("The regulator telephones")
    trigger = "10:00 after:flow+600"
    channel = "phone"
    seats = ("COM",)
    alert = "regulator_calls"
    subject = text("The regulator is on the line")
    expected = text("Facts only, no guesses.")
    objective = "P"
    kind = "expected-action"

    def words(self, world: World) -> tuple[Text, Text]:
        told = "regulator" in world.state.told
        return self.subject, TOLD if told else UNTOLD

    def acted(self, world: World, since: int) -> int | None:
        return milestones.earliest(
            milestones.did(world, since, "notify_regulator"),
            milestones.said(world, since, "notice", "regulator"),
        )


TOLD = text(
    "You told us of a problem this morning. What do you know by now that you did not know then? "
    "Facts, please, and what you do not know."
)
UNTOLD = text(
    "Trading under your name looks unlike anything of yours, and we hear it from others. What do "
    "you know, and since when? Facts, please, and what you do not know."
)
