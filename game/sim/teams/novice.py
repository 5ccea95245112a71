"""Sees it at about 09:36, when people ask, and does half of what is needed.

30 of 100 roll back the routers that have the release, which arms them too; 35 drain the router
first and wait; 35 throw the kill switch, find the router, isolate it and lift the switch.
"""

from __future__ import annotations

from game.sim.clock import OPEN, at
from game.sim.sight import loud, old_on_disk, rings
from game.sim.teams import Scripted, Story, until
from game.sim.view import View

SEES, SPREAD_S = at("09:34"), 240
TRAP, DRAIN = 0.30, 0.65
DOUBT_S, WAIT_S = 90, 150


class Novice(Scripted):
    """What a willing desk does without practice."""

    def story(self, view: View) -> Story:
        view = yield from until(view, SEES + int(self.chance(1) * SPREAD_S))
        if not rings(view, OPEN):
            return (yield from self._look_around(view))
        view = yield from self.order(view, "read_pmon")
        view = yield view.step + int(DOUBT_S * self.chance(2))
        view = yield from self.declare(view, "unsure")
        which = self.chance(3)
        if which < TRAP:
            return (yield from self._roll_back(view))
        view = yield from (self._drain_first(view) if which < DRAIN else self._kill_first(view))
        return (yield from self.prove(view))

    def _look_around(self, view: View) -> Story:
        """A quiet morning: two checks, no order."""
        view = yield from self.order(view, "read_pmon")
        return (yield from self.order(view, "verify_flow"))

    def _roll_back(self, view: View) -> Story:
        """The new release must be to blame; when it grows worse, pull the plug."""
        view = yield from self.order(view, "sweep_builds")
        new = [row.shown for row in view.fleet if row.shown not in old_on_disk(view)]
        view = yield from self.together(view, ("rollback", {"routers": new}))
        view = yield view.step + WAIT_S
        return (yield from self.kill(view))

    def _drain_first(self, view: View) -> Story:
        """The gentle thing, which stops nothing; then the other."""
        view = yield from self.order(view, "enable_ratio")
        view = yield view.step + 10
        source = loud(view)
        view = yield from self.each(view, "drain", source)
        view = yield view.step + WAIT_S
        return (yield from self.each(view, "isolate", source))

    def _kill_first(self, view: View) -> Story:
        view = yield from self.kill(view)
        view = yield from self.order(view, "sweep_builds")
        view = yield from self.each(view, "isolate", old_on_disk(view))
        return (yield from self.order(view, "lift_kill"))
