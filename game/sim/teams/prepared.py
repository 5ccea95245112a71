"""The competent desk of a firm that has used the week before: it looks at what it has built.

Nobody drills for nothing: an alert for the rejects is read when it comes, and the build-state
dashboard is looked at once, at a quarter past eight. Else it does what the competent desk does.
"""

from __future__ import annotations

from game.sim.clock import at
from game.sim.sight import has_mail, host, lines, old_in_memory, old_on_disk, old_ones
from game.sim.teams import Story, until
from game.sim.teams.competent import Competent
from game.sim.text import text
from game.sim.view import View

ROUND, LAST = at("08:15"), at("09:25")
LOOK_S = 60
MONITOR = text("Mail monitor")


class Prepared(Competent):
    """Judges the plans of a week: what does a desk that knows its trade make of it?"""

    def story(self, view: View) -> Story:
        view = yield from until(view, ROUND)
        while not told(view) and view.step < LAST:
            view = yield view.step + LOOK_S
        if not told(view):
            return (yield from super().story(view))
        if has_mail(view, "bnet"):
            view = yield from self.order(view, "open_mail", group="bnet")
            view = yield from self.order(view, "read_header", group="bnet")
        view = yield from self.together(view, ("sweep_builds", {}), ("sweep_processes", {}))
        view = yield from self.declare(view, "system")
        view = yield from self._mend_all(view)
        return (yield from super().story(view))

    def _mend_all(self, view: View) -> Story:
        """What the dashboard shows beside what the competent desk finds."""
        torn = mixed(view)
        view = yield from self.treat(view, old_ones(view), flows=False)
        return (yield from self.mend(view, [one for one in torn if one in mixed(view)]))


def told(view: View) -> bool:
    """Does the dashboard show an old build, or has the mail monitor warned?"""
    warned = any(message.sender == MONITOR for message in view.messages)
    return warned or bool(old_on_disk(view) or old_in_memory(view) or mixed(view))


def mixed(view: View) -> list[int]:
    """Routers that run another build than the one on their disk."""
    disk = {host(line): line.params["build"] for line in lines(view, "e05_builds")}
    memory = {host(line): line.params.get("build") for line in lines(view, "e06_processes")}
    return sorted(one for one, build in memory.items() if build and build != disk.get(one, build))
