"""When there is trouble, or at 09:40, isolates three routers at random and leaves it at that."""

from __future__ import annotations

from game.sim.clock import OPEN, at
from game.sim.sight import rings
from game.sim.teams import Scripted, Story, until
from game.sim.view import View

LOOK_S = 10
NERVOUS = at("09:40")  # by then it acts on a feeling
GUESSES = 3


class Guesser(Scripted):
    """Right three times in eight, by luck alone."""

    def story(self, view: View) -> Story:
        view = yield from until(view, OPEN)
        while not rings(view, OPEN) and view.step < NERVOUS:
            view = yield view.step + LOOK_S
        for router in self.shuffled(len(view.fleet))[:GUESSES]:
            view = yield from self.order(view, "isolate", router=router)
        return view
