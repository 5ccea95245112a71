"""What the firm will say of itself tonight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import milestones
from game.sim.injects import Inject
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class DisclosureDraft(Inject):
    number = 24
    title = text("A draft for the public")
    trigger = "15:30 after:flow"
    channel = "mail"
    seats = ("COM", "IC")
    sender = text("Legal department")
    subject = text("Draft: what we say tonight")
    body = text(
        '"A software problem led to a large number of erroneous orders in NYSE names this morning. '
        'Clients were not affected. The software has been removed." Is every word of that true? We '
        "publish after the close."
    )
    expected = text("Strike what is not true; say what is not known.")
    objective = "P"
    kind = "expected-action"

    def acted(self, world: World, since: int) -> int | None:
        return milestones.said(world, since, "notice", "press", "board")
