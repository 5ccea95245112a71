"""Sets every slider of the belief board to certain: one of them must be right."""

from __future__ import annotations

from game.sim.clock import at
from game.sim.teams import Scripted, Story, until
from game.sim.view import View


class BoardSpammer(Scripted):
    """Blames everybody and does nothing."""

    def story(self, view: View) -> Story:
        view = yield from until(view, at("08:05"))
        view = yield from self.believe(view, {row.shown: 100 for row in view.fleet}, "stale_build")
        return view
