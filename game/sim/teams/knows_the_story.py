"""Has read about the eighth server and isolates the router that is shown as SMARS-8."""

from __future__ import annotations

from game.sim.clock import at
from game.sim.teams import Scripted, Story, until
from game.sim.view import View

THE_EIGHTH = 8


class KnowsTheStory(Scripted):
    """Shown numbers are drawn: right once in eight."""

    def story(self, view: View) -> Story:
        view = yield from until(view, at("08:05"))
        return (yield from self.order(view, "isolate", router=THE_EIGHTH))
