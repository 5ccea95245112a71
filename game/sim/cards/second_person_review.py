"""A second pair of eyes on every copy."""

from __future__ import annotations

from game.sim.cards import Card, Eve
from game.sim.text import text

NOTICED = 0.8  # of missed copies (designer's assumption)


class SecondPersonReview(Card):
    title = text("Second-person review")
    help = text(
        "A second engineer goes through the copy of each router before the day ends. Four "
        "missed copies out of five are noticed and made good; a copy that nobody restarted "
        "looks right to them."
    )
    source = text(
        "The SEC found that no second technician reviewed the copy and that no written "
        "procedure asked for it (par. 15); it counts such a review among what could have "
        "helped (par. 41)."
    )
    left = text("From last week: a second engineer has reviewed each copy.")
    hours = 1

    def eve(self, eve: Eve) -> Eve:
        missed = () if eve.copied else eve.stale
        return eve.found(host for host in missed if eve.chance("card/review", host) < NOTICED)
