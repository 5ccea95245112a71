"""At the first alarmed call or chat, or at 09:40: PMON, the kill switch, and never lifts it."""

from __future__ import annotations

from game.sim.clock import OPEN, at
from game.sim.sight import rings
from game.sim.teams import Scripted, Story, until
from game.sim.view import View

LOOK_S = 10
NERVOUS = at("09:40")  # by then the silence is as bad as a call


class PostOpenKiller(Scripted):
    """Ends the flow; learns nothing; serves nobody from then on."""

    def story(self, view: View) -> Story:
        view = yield from until(view, OPEN)
        while not rings(view, OPEN) and view.step < NERVOUS:
            view = yield view.step + LOOK_S
        view = yield from self.order(view, "read_pmon")
        view = yield from self.declare(view, "firm")
        return (yield from self.kill(view))
