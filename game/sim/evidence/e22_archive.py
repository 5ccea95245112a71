"""E22: the mechanism. Old code plus the flag gives children without end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World

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
    seats = ("CHG",)

    def lines(self, world: World, args: Args) -> list[Text]:

        return [
            text(
                "The RLP flag reuses the field that once switched on Power Peg, out of use "
                "since 2003."
            ),
            text(
                "In 2005 the cumulative-quantity check moved ahead in the sequence. No test "
                "of Power Peg since."
            ),
            KEPT if any(build.power_peg for build in world.scenario.builds) else REMOVED,
        ]
