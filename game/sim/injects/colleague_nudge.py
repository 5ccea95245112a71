"""For beginners: somebody remarks on the mailbox when nobody has looked into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import milestones
from game.sim.injects import Inject
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class ColleagueNudge(Inject):
    number = 6
    title = text("A colleague wonders about the mails")
    trigger = "unopened:e01_rejects@09:00"
    seats = ("COM",)
    levels = ("cadet",)
    channel = "chat"
    alert = "mailbox_nudge"
    subject = text("Shared mailbox")
    body = text("Odd mails in the shared mailbox again this morning. Who owns that list?")
    expected = text("Open the mailbox. It is a nudge and costs nothing.")
    objective = "D"
    kind = "contingency"

    def acted(self, world: World, since: int) -> int | None:
        return milestones.looked(world, since, "e01_rejects")
