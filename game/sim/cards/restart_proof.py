"""A process older than its file runs something else."""

from __future__ import annotations

from game.sim.cards import Card, Eve
from game.sim.text import text


class RestartProof(Card):
    title = text("Restart proof")
    help = text(
        "Each copied router must show a process that started after its copy. Finds a "
        "release that was copied and never started. A router that nobody copied is not on "
        "the list."
    )
    source = text(
        "Not in the SEC's order: an addition of this exercise. In the SEC's findings the "
        "code was not copied at all."
    )
    left = text("From last week: every copied router was shown to have been restarted since.")
    hours = 1

    def eve(self, eve: Eve) -> Eve:
        return eve.found(eve.stale) if eve.copied else eve
