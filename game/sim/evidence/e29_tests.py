"""Test results of the release: what was tried, and what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import background
from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


CASES = 46


class Tests(EvidenceItem):
    """Of the release, not of today: a gap in the tests is no fault, and there is often one."""

    key = "e29_tests"
    title = text("Test results of the release")
    klass = 1
    ratio = 2.4
    hypothesis = "release"
    seats = ("CHG",)

    def lines(self, world: World, args: Args) -> list[Text]:
        missing = _missing(world)
        return [
            text(
                "RLP release, pre-production: {done} of {all} cases passed.",
                done=CASES - missing,
                all=CASES,
            ),
            text("Orders of one fill: run. Rejects and cancels: run."),
            GAP if missing else text("Orders of many partial fills: run, each stopped when full."),
        ]

    def speaks(self, world: World, args: Args) -> list[int]:
        return [-1] if _missing(world) else []


GAP = text("Orders of many partial fills: not run, the test exchange fills at once.")


def _missing(world: World) -> int:
    """Cases that were not run. A release with a defect there went through for want of them."""
    gap = world.scenario.builds[0].leak > 0
    gap = gap or background.happens(world, "untested", background.UNTESTED)
    return 3 + int(4 * world.draws.chance("background/cases")) if gap else 0
