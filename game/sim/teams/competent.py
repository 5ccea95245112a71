"""Finds the fault and mends it, but late on every other morning, and not always at first.

In 45 of 100 mornings somebody reads the mailbox before the open; else it begins at 09:33. In 15
of 100 the first router that it isolates is a wrong one, which it gives back. In 25 of 100 it
rolls a bad release back without asking what the former one would do.
"""

from __future__ import annotations

from collections.abc import Sequence

from game.sim.clock import OPEN, at
from game.sim.drill import Drilled, one
from game.sim.sight import (
    drop_copy,
    has_mail,
    isolated,
    old_ones,
    only_a_test,
    position_seen,
    rings,
)
from game.sim.teams import Story, until
from game.sim.view import View

EARLY, WRONG, TRAP = 0.45, 0.15, 0.25
MAILBOX_FROM, MAILBOX_SPREAD_S = at("08:30"), 2_100
LATE, LATE_SPREAD_S = at("09:32:30"), 60
WATCH_TO, LOOK_S = at("10:10"), 30
WAIT_S = 60
QUIET = at("09:36")


class Competent(Drilled):
    """What a desk that knows its trade does on a bad day."""

    book = frozenset({"outside", "check"})
    sure = (85, 10)

    def story(self, view: View) -> Story:
        if self.chance() < EARLY:
            spread = int(MAILBOX_SPREAD_S * self.chance(1))
            view = yield from until(view, MAILBOX_FROM + spread)
            view = yield from self._from_the_mailbox(view)
        view = yield from until(view, LATE + int(LATE_SPREAD_S * self.chance(1)))
        view = yield from self.clear_signs(view)
        while view.step < WATCH_TO:
            view = yield from self._listen(view)
            view = yield from self._say_all_is_well(view)
            view = yield view.step + LOOK_S
        return (yield from self.clear_signs(view))

    def _from_the_mailbox(self, view: View) -> Story:
        if not has_mail(view, "bnet"):
            return (yield from self.clear_signs(view))
        view = yield from self.read_rejects(view)
        if only_a_test(view):
            self.board(view, (), "none")
            return (yield from self.clear_signs(view))
        view = yield from self.together(view, ("sweep_builds", {}), ("sweep_processes", {}))
        return (yield from self.treat(view, old_ones(view), flows=False))

    def _listen(self, view: View) -> Story:
        """Somebody calls, or account 33 is not what it should be: look into it."""
        fresh = rings(view, max(OPEN, self.since)) or (position_seen(view) and not self.mended)
        if fresh and ("heard", self.since) not in self._said:
            self._said.add(("heard", self.since))
            view = yield from self.order(view, "read_pmon")
            view = yield from self.order(view, "check_drop_copy")
            view = yield from self._judge(view)
        return (yield from self.finish(view))

    def _say_all_is_well(self, view: View) -> Story:
        """Nobody calls and the drop copy is clean: the board can say so, once."""
        quiet = view.step > QUIET and view.incident.declared_step is None
        if not quiet or "well" in self._said:
            return view
        self._said.add("well")
        view = yield from self.order(view, "check_drop_copy")
        if not drop_copy(view).unmatched:
            self.board(view, (), "none")
        return view

    def _judge(self, view: View) -> Story:
        drop = drop_copy(view)
        if drop.unmatched > drop.repeated:
            return (yield from self.find(view))
        return (yield from self.treat_books(view)) if drop.repeated else view

    def treat(self, view: View, routers: Sequence[int], *, flows: bool) -> Story:
        """Not always the right router at first; and the board stays as it was."""
        wrong = [router for router in self.shuffled(len(view.fleet)) if router not in routers][:1]
        if self.chance(2) >= WRONG:
            return (yield from super().treat(view, routers, flows=flows))
        view = yield from self.declare(view, "firm")
        view = yield from self.act(view, "isolate", *map(one, wrong))
        view = yield from super().treat(view, routers, flows=flows)
        return (yield from self.each(view, "restore", [r for r in wrong if r in isolated(view)]))

    def treat_release(self, view: View, *, flows: bool) -> Story:
        """One in four rolls it back as it is; when that makes it worse, the flag goes off."""
        if self.chance(3) >= TRAP:
            return (yield from super().treat_release(view, flows=flows))
        everyone = [row.shown for row in view.fleet]
        self.board(view, everyone, "new_build")
        view = yield from self.say(view, "firm", flows=flows)
        view = yield from self.act(view, "rollback", {"routers": everyone})
        view = yield view.step + WAIT_S
        view = yield from self.order(view, "check_drop_copy")
        if not drop_copy(view).unmatched:
            return view
        return (yield from super().treat_release(view, flows=flows))
