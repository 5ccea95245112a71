"""Nobody does anything: cut off from outside at 10:15."""

from __future__ import annotations

from game.sim.clock import STEPS
from game.sim.teams import Order, Team
from game.sim.view import View


class Asleep(Team):
    """The baseline of every score."""

    def play(self, view: View) -> list[Order]:
        self.wake = STEPS
        return []
