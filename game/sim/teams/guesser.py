"""When there is trouble, isolates three routers at random and leaves it at that."""

from __future__ import annotations

from game.sim.clock import CUT, OPEN
from game.sim.sight import rings
from game.sim.teams import Scripted, Story, until
from game.sim.view import View

LOOK_S = 10
GUESSES = 3


class Guesser(Scripted):
    """Right three times in eight, by luck alone."""

    def story(self, view: View) -> Story:
        view = yield from until(view, OPEN)
        while not rings(view, OPEN):
            if view.step >= CUT:
                return view
            view = yield view.step + LOOK_S
        for router in self.shuffled(len(view.fleet))[:GUESSES]:
            view = yield from self.order(view, "isolate", router=router)
        return view
