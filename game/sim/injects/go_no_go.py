"""The head of trading asks ten minutes before the open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import milestones
from game.sim.alerts.go_no_go import DECLARED, QUIET
from game.sim.injects import Inject
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class GoNoGo(Inject):
    number = 7
    title = text("Go or no-go")
    trigger = "09:20"
    seats = ("IC",)
    alert = "go_no_go"
    subject = text("Go or no-go?")
    expected = text("Decide, and put the decision on record.")
    objective = "P"
    kind = "expected-action"

    def words(self, world: World) -> tuple[Text, Text]:
        return self.subject, DECLARED if "declared" in world.state.incident else QUIET

    def acted(self, world: World, since: int) -> int | None:
        return milestones.earliest(
            milestones.said(world, since, "decision"), milestones.did(world, since, "declare")
        )
