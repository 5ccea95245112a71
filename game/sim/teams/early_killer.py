"""Throws the kill switch at 08:01, before there is anything to see."""

from __future__ import annotations

from game.sim.clock import at
from game.sim.teams import Scripted, Story, until
from game.sim.view import View


class EarlyKiller(Scripted):
    """No trading, no loss, no evidence, no service."""

    def story(self, view: View) -> Story:
        view = yield from until(view, at("08:01"))
        return (yield from self.kill(view))
