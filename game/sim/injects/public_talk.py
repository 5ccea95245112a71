"""What the vendor published is passed on by whoever reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import milestones
from game.sim.injects import Inject
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class PublicTalk(Inject):
    number = 12
    title = text("Public talk of high trade rates")
    trigger = "after:flow+480"
    seats = ("COM",)
    channel = "notice"
    alert = "public_notice"
    subject = text("Who trades like that?")
    body = text(
        "Charts of high trade rates in NYSE names are passed round. Guesses go round with them; a "
        "reporter asks for a comment."
    )
    expected = text("A holding line, true and short.")
    objective = "P"
    kind = "expected-action"

    def acted(self, world: World, since: int) -> int | None:
        return milestones.said(world, since, "notice", "press", "board", "clients")
