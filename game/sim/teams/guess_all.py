"""Isolates all eight routers at 09:31: the guilty one is among them."""

from __future__ import annotations

from game.sim.clock import at
from game.sim.teams import Scripted, Story, until
from game.sim.view import View


class GuessAll(Scripted):
    """The source is contained and so is everybody else."""

    def story(self, view: View) -> Story:
        view = yield from until(view, at("09:31"))
        everyone = [("isolate", {"router": row.shown}) for row in view.fleet]
        return (yield from self.together(view, *everyone))
