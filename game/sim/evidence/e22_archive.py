"""E22: the mechanism. Old code plus the flag gives children without end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World

OLD_FIELD = text(
    "The RLP flag reuses the field that once switched on Power Peg, out of use since 2003."
)
NEW_FIELD = text(
    "The RLP flag is a field of its own since last week. The one that once switched on Power Peg "
    "is out of use since 2003."
)
UNTESTED = text(
    "In 2005 the cumulative-quantity check moved ahead in the sequence. No test of Power Peg since."
)
RETESTED = text(
    "In 2005 the cumulative-quantity check moved ahead in the sequence. Last week's test was the "
    "first since: Power Peg does not see that a parent is full."
)
DEAF = text("Code before the RLP release still has Power Peg, but does not know the flag of today.")
KEPT = text(
    "Code before the RLP release still has Power Peg: with the flag on, nothing there "
    "tells it that a parent is full."
)
REMOVED = text(
    "Code before the RLP release has no Power Peg any more: with the flag on, nothing there "
    "answers to it."
)


class Archive(EvidenceItem):
    key = "e22_archive"
    title = text("Code archive")
    klass = 3
    ratio = 20.0
    hypothesis = "former"
    seats = ("CHG",)
    suffices = False

    def lines(self, world: World, args: Args) -> list[Text]:
        former, tested = world.scenario.former, "retest_old_path" in world.scenario.cards
        return [
            OLD_FIELD if former.answers else NEW_FIELD,
            RETESTED if tested else UNTESTED,
            (KEPT if former.answers else DEAF) if former.power_peg else REMOVED,
        ]

    def speaks(self, world: World, args: Args) -> list[int]:
        """What the code before the release would do; of this morning it says nothing."""
        former = world.scenario.former
        return [-1] if former.power_peg and former.answers else []
