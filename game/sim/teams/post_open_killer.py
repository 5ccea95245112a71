"""When the exchange calls, or at 09:40: a look at PMON, the kill switch, and never lifts it."""

from __future__ import annotations

from game.sim.clock import OPEN, at
from game.sim.sight import called_by
from game.sim.teams import Scripted, Story, until
from game.sim.text import text
from game.sim.view import View

LOOK_S = 10
NERVOUS = at("09:40")  # by then the silence is as bad as a call
FLOOR = text("NYSE floor")


class PostOpenKiller(Scripted):
    """Ends the flow; learns nothing; serves nobody from then on."""

    def story(self, view: View) -> Story:
        view = yield from until(view, OPEN)
        while not called_by(view, FLOOR) and view.step < NERVOUS:
            view = yield view.step + LOOK_S
        view = yield from self.order(view, "read_pmon")
        view = yield from self.declare(view, "firm")
        return (yield from self.kill(view))
