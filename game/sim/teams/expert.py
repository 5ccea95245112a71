"""Looks before the open, lets evidence name the fault, mends it, proves it, and keeps watching.

Nine mornings in ten it begins at about 08:05; else it starts when the market does. What no
evidence names it does not touch.
"""

from __future__ import annotations

from game.sim.clock import OPEN, at
from game.sim.drill import SWEEPS, Drilled
from game.sim.sight import (
    drop_copy,
    odd_feeds,
    old_ones,
    only_a_test,
    streams,
)
from game.sim.teams import Order, Story, until
from game.sim.view import View

EARLY = 0.9
FROM, SPREAD_S = at("08:02"), 600
ROUND_S, LOOK_S = 300, 30
WATCH_TO = at("10:20")


class Expert(Drilled):
    """What the best of desks could do with what is on the screens."""

    def story(self, view: View) -> Story:
        if self.chance() < EARLY:
            view = yield from until(view, FROM + int(SPREAD_S * self.chance(1)))
            view = yield from self._before_the_open(view)
        view = yield from until(view, OPEN + 5)
        while view.step < WATCH_TO:
            view = yield from self._watch(view)
            view = yield view.step + LOOK_S
        return view

    def _before_the_open(self, view: View) -> Story:
        """Mailbox, manifests, processes; then one order that must not run away."""
        looks: list[Order] = [*SWEEPS, ("check_ticket", {}), ("check_feeds", {})]
        view = yield from self.together(view, *looks)
        view = yield from self.read_rejects(view)
        if not old_ones(view):
            router = self.shuffled(len(view.fleet))[0]
            view = yield from self.order(view, "canary", router=router)
            if streams(view):
                view = yield from self.treat_release(view, flows=False)
        view = yield from self._conclude(view)
        while view.step < OPEN - ROUND_S:
            view = yield view.step + ROUND_S
            view = yield from self.read_rejects(view)
            view = yield from self._conclude(view)
        return view

    def _conclude(self, view: View) -> Story:
        """Treat what evidence names; else say on the board what is left."""
        routers = [router for router in old_ones(view) if router not in self.mended]
        if routers:
            view = yield from self.treat(view, routers, flows=False)
        elif view.incident.declared_step is None:
            self.board(view, (), self._left(view))
        return (yield from self.clear_signs(view))

    def _left(self, view: View) -> str:
        """Sound routers: a test that somebody ran, a feed that looks odd, or the books."""
        if only_a_test(view):
            return "none"
        return next(iter(odd_feeds(view).values()), "false_position")

    def _watch(self, view: View) -> Story:
        """One look at what the venues report; more when it does not match."""
        view = yield from self.order(view, "check_drop_copy")
        drop = drop_copy(view)
        if drop.unmatched > drop.repeated:
            view = yield from self.find(view)
        elif drop.repeated:
            view = yield from self.treat_books(view)
        view = yield from self.clear_signs(view)
        return (yield from self.finish(view))
