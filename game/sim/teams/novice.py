"""Sees it at about 09:36, when people ask, and does half of what is needed.

Unless the exchange has called, it calls the floor itself, and leaves it at that when the floor
sees nothing. Else 30 of 100 roll back the routers that have the release; 35 drain what is loud
first and wait; 35 throw the kill switch, look for a wrong file, isolate its router and lift the
switch again.
"""

from __future__ import annotations

from collections.abc import Sequence

from game.sim.clock import OPEN, at
from game.sim.drill import SETTLES
from game.sim.sight import (
    called_by,
    drop_copy,
    isolated,
    lines,
    loud,
    offered,
    old_on_disk,
    open_signs,
    rings,
)
from game.sim.teams import Scripted, Story, until
from game.sim.text import text
from game.sim.view import View

SEES, SPREAD_S = at("09:34"), 240
TRAP, DRAIN = 0.30, 0.65
FLOOR = text("NYSE floor")
DOUBT_S, WAIT_S = 90, 150
GUESS, SUSPECT, REST = 30, 65, 15  # percent on its board


class Novice(Scripted):
    """What a willing desk does without practice."""

    def story(self, view: View) -> Story:
        view = yield from until(view, SEES + int(self.chance(1) * SPREAD_S))
        if not rings(view, OPEN):
            return (yield from self._look_around(view))
        view = yield from self.order(view, "read_pmon")
        if not called_by(view, FLOOR):
            view = yield from self.order(view, "call_exchange")
            if any("nothing unusual" in line.id for line in lines(view, "e19_exchange")):
                return (yield from self._look_around(view))
        view = yield view.step + int(DOUBT_S * self.chance(2))
        view = yield from self.declare(view, "unsure")
        form = {"flow": "leave", "cause": "open", "next": "0"}
        self._orders.append(("notify_exchange", form))
        which = self.chance(3)
        if which < TRAP:
            return (yield from self._roll_back(view))
        view = yield from (self._drain_first(view) if which < DRAIN else self._kill_first(view))
        return (yield from self.prove(view))

    def _look_around(self, view: View) -> Story:
        """A quiet morning: a check of fills, and one of the open signs."""
        view = yield from self.order(view, "verify_flow")
        for sign in open_signs(view)[:1]:
            look, key = SETTLES[sign]
            view = yield from self.order(view, look, group="bnet")
            view = yield from self.order(view, "close_check", sign=sign, cited=[key])
        return view

    def _roll_back(self, view: View) -> Story:
        """The new release must be to blame; when it grows worse, pull the plug and undo it."""
        view = yield from self._guess(view, (), "new_build")
        view = yield from self.order(view, "sweep_builds")
        old = old_on_disk(view)
        new = [row.shown for row in view.fleet if row.shown not in old]
        view = yield from self.together(view, ("rollback", {"routers": new}))
        view = yield view.step + WAIT_S
        view = yield from self._kill_if_it_flows(view)
        if not offered(view, "lift_kill"):
            return view
        view = yield from self.together(view, *(("isolate", {"router": row}) for row in new + old))
        view = yield from self.each(view, "deploy", new)
        view = yield from self.each(view, "restore", new)
        view = yield from self.order(view, "lift_kill")
        view = yield view.step + WAIT_S
        return (yield from self._kill_if_it_flows(view))

    def _drain_first(self, view: View) -> Story:
        """The gentle thing, which stops nothing; then the other."""
        view = yield from self.order(view, "enable_ratio")
        view = yield view.step + 10
        source = loud(view)
        view = yield from self._guess(view, source, "stale_build" if source else "")
        view = yield from self.each(view, "drain", source)
        view = yield view.step + WAIT_S
        view = yield from self.each(view, "isolate", source)
        return (yield from self._kill_if_it_flows(view))

    def _kill_first(self, view: View) -> Story:
        view = yield from self.kill(view)
        view = yield from self.order(view, "sweep_builds")
        source = old_on_disk(view)
        view = yield from self._guess(view, source, "stale_build" if source else "")
        view = yield from self.each(view, "isolate", source)
        view = yield from self.order(view, "lift_kill")
        view = yield view.step + WAIT_S
        return (yield from self._kill_if_it_flows(view))

    def _kill_if_it_flows(self, view: View) -> Story:
        view = yield from self.order(view, "check_drop_copy")
        flows = drop_copy(view).unmatched
        all_out = len(isolated(view)) == len(view.fleet)
        return (yield from self.kill(view)) if flows and not all_out else view

    def _guess(self, view: View, suspects: Sequence[int], mechanism: str) -> Story:
        """What it has an idea of, once."""
        if not offered(view, "believe"):
            return view
        rest = REST if suspects else GUESS
        p = {row.shown: SUSPECT if row.shown in suspects else rest for row in view.fleet}
        return (yield from self.believe(view, p, mechanism))
