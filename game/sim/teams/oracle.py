"""Is told the truth and acts on it at once: what the best of desks could have made of the seed."""

from __future__ import annotations

from game.sim.clock import at
from game.sim.teams import Scripted, Story, until
from game.sim.view import View


class Oracle(Scripted):
    """The measure of every score: the same controls, the same latencies, no doubt."""

    oracle = True

    def story(self, view: View) -> Story:
        view = yield from until(view, at("08:02"))
        assert self.answer is not None
        return (yield from self.mend(view, self.answer.hosts))
