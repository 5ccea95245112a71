"""Has read about the flag and switches it off at 08:05, with nothing seen; refused, at the open."""

from __future__ import annotations

from game.sim.clock import OPEN, at
from game.sim.teams import Scripted, Story, until
from game.sim.view import View

AGAIN = OPEN + 5


class FlagOffEarly(Scripted):
    """No new order can run Power Peg; clients lose the service that they were promised."""

    def story(self, view: View) -> Story:
        view = yield from until(view, at("08:05"))
        view = yield from self.order(view, "flag_off")
        view = yield from until(view, AGAIN)
        return (yield from self.order(view, "flag_off"))
