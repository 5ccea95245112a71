"""Authority with the obvious conclusion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import milestones
from game.sim.alerts.executive_urges import GOES_ON, ROLL_BACK
from game.sim.injects import Inject
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class ExecutiveSwoop(Inject):
    number = 11
    title = text("The executive floor wants a roll-back")
    trigger = "after:flow+360"
    seats = ("IC",)
    alert = "executive_urges"
    subject = text("What are you doing about it?")
    expected = text("Ask what it would do to build and flag before it is done.")
    objective = "C"
    kind = "expected-action"

    def words(self, world: World) -> tuple[Text, Text]:
        done = "rollback" in world.state.acts or world.pending("rollback")
        return self.subject, GOES_ON if done else ROLL_BACK

    def acted(self, world: World, since: int) -> int | None:
        return milestones.earliest(
            milestones.said(world, since, "decision"),
            milestones.looked(world, since, "e05_builds", "e07_flag", "e22_archive"),
        )
