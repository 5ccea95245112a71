"""Reads the mailbox before the open, lets evidence name the host, mends it and proves it.

Nine mornings in ten it sees the rejects before the open; else it starts when the market does.
Where nothing points at a router it touches nothing.
"""

from __future__ import annotations

from game.sim.clock import OPEN, at
from game.sim.sight import (
    has_mail,
    isolated,
    loud,
    old_in_memory,
    old_on_disk,
    opened,
    rings,
    senders,
    verified,
)
from game.sim.teams import Order, Scripted, Story, until
from game.sim.view import View

EARLY = 0.9
LOOK_S = 30
SWEEPS: tuple[Order, ...] = (("sweep_builds", {}), ("sweep_processes", {}))


class Expert(Scripted):
    """What the best of desks could do with what is on the screens."""

    def story(self, view: View) -> Story:
        if self.chance() < EARLY:
            view = yield from self._before_the_open(view)
        view = yield from until(view, OPEN + 60)
        if loud(view) or rings(view, OPEN):
            view = yield from self._after_the_open(view)
        view = yield from self._check(view)
        return view

    def _before_the_open(self, view: View) -> Story:
        view = yield from until(view, at("08:02"))
        while not has_mail(view, "bnet"):
            if view.step >= at("09:15"):
                return view
            view = yield view.step + LOOK_S
        view = yield from self.order(view, "open_mail", group="bnet")
        header = ("read_header", {"group": "bnet"})
        view = yield from self.together(view, header, *SWEEPS)
        return (yield from self._treat(view, named(view)))

    def _treat(self, view: View, routers: list[int]) -> Story:
        """Say it, look closer, mend, and look again."""
        if not routers:
            return view
        view = yield from self.declare(view, "firm")
        view = yield from self.each(view, "isolate", routers)
        view = yield from self.each(view, "read_logs", routers)
        view = yield from self.mend(view, routers)
        view = yield from self.together(view, *SWEEPS)
        return (yield from self.declare(view, "firm"))

    def _after_the_open(self, view: View) -> Story:
        """Money goes by the second: say it on the first strong sign, build the comparison."""
        view = yield from self.order(view, "look_at_orders")
        view = yield from self.declare(view, "firm")
        view = yield from self.together(view, ("enable_ratio", {}), ("sweep_processes", {}))
        view = yield view.step + 5
        view = yield from self.each(view, "isolate", loud(view))
        view = yield from self.order(view, "sweep_builds")
        view = yield from self._treat(view, sorted({*named(view), *isolated(view)}))
        return (yield from self.order(view, "unwind", style="paced"))

    def _check(self, view: View) -> Story:
        """Fills against open orders; whoever finds them apart begins anew, once."""
        view = yield from self.prove(view, 1)
        if verified(view) or not opened(view):
            return view
        view = yield from self._after_the_open(view)
        return (yield from self.prove(view))


def named(view: View) -> list[int]:
    """Routers that header, manifest or process list point at."""
    return sorted({*senders(view), *old_in_memory(view), *old_on_disk(view)})
