"""Finds the host and mends it, but late on every other morning, and not always at first.

In 45 of 100 mornings somebody reads the mailbox before the open; else it begins at 09:33. In 15
of 100 the first router that it isolates is a wrong one, which it gives back.
"""

from __future__ import annotations

from game.sim.clock import OPEN, at
from game.sim.sight import has_mail, old_in_memory, old_on_disk, rings, senders
from game.sim.teams import Scripted, Story, until
from game.sim.view import View

EARLY, WRONG = 0.45, 0.15
MAILBOX_FROM, MAILBOX_SPREAD_S = at("08:30"), 2_100
LATE = at("09:33")


class Competent(Scripted):
    """What a desk that knows its trade does on a bad day."""

    def story(self, view: View) -> Story:
        early = self.chance() < EARLY
        mailbox = MAILBOX_FROM + int(self.chance(1) * MAILBOX_SPREAD_S)
        view = yield from until(view, mailbox if early else LATE)
        if early and has_mail(view, "bnet"):
            view = yield from self._from_the_mailbox(view)
        elif rings(view, OPEN):
            view = yield from self._from_the_position(view)
        return (yield from self.prove(view))

    def _from_the_mailbox(self, view: View) -> Story:
        view = yield from self.order(view, "open_mail", group="bnet")
        view = yield from self.order(view, "read_header", group="bnet")
        view = yield from self.order(view, "sweep_builds")
        view = yield from self.declare(view, "system")
        return (yield from self._mend(view))

    def _from_the_position(self, view: View) -> Story:
        view = yield from self.order(view, "read_pmon")
        view = yield from self.order(view, "look_at_orders")
        view = yield from self.declare(view, "firm")
        view = yield from self.together(view, ("sweep_builds", {}), ("sweep_processes", {}))
        view = yield from self._mend(view)
        return (yield from self.order(view, "unwind", style="paced"))

    def _mend(self, view: View) -> Story:
        found = sorted({*senders(view), *old_on_disk(view), *old_in_memory(view)})
        wrong = [router for router in self.shuffled(len(view.fleet)) if router not in found][:1]
        if not found or self.chance(2) >= WRONG:
            return (yield from self.mend(view, found))
        view = yield from self.each(view, "isolate", wrong)
        view = yield from self.mend(view, found)
        return (yield from self.each(view, "restore", wrong))
