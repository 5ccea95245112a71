"""The mails that nobody reads: the fleet itself sends them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import milestones
from game.sim.injects import Inject
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class RejectMails(Inject):
    number = 2
    title = text("Rejects begin to arrive in the shared mailbox")
    trigger = "08:01"
    channel = "mail"
    seats = ("COM",)
    expected = text("Group the mailbox, read one, raise it.")
    objective = "D"
    kind = "expected-action"

    def happened(self, world: World) -> int | None:
        return int(world.state.bnet[0][0]) if world.state.bnet else None

    def acted(self, world: World, since: int) -> int | None:
        return milestones.looked(world, since, "e01_rejects")
