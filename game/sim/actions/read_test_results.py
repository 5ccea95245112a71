"""The release's tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.parts import Action, Args, Entry
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class ReadTestResults(Action):
    name = "read_test_results"
    title = text("Read the test results")
    help = text("What was tried before the release went out, and what was not.")
    group = "observe"
    seats = ("CHG",)
    latency_s = 30

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        evidence.open_item(world, "e29_tests", args)
