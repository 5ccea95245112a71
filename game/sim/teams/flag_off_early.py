"""Has read about the flag and switches it off early, as soon as the mailbox gives a reason to."""

from __future__ import annotations

from game.sim.clock import at
from game.sim.sight import opened
from game.sim.teams import Scripted, Story, until
from game.sim.view import View

FROM, LATEST = at("08:05"), at("08:45")
REASON, LOOK_S = 10, 120  # rejects: fewer may be somebody's test


class FlagOffEarly(Scripted):
    """Nothing can run Power Peg; clients lose the service that they were promised."""

    def story(self, view: View) -> Story:
        view = yield from until(view, FROM)
        while _rejects(view) < REASON and view.step < LATEST:
            view = yield view.step + LOOK_S
        if _rejects(view) < REASON:
            return view
        view = yield from self.order(view, "open_mail", group="bnet")
        return (yield from self.order(view, "flag_off", cited=opened(view)))


def _rejects(view: View) -> int:
    return sum(mail.count for mail in view.mail if mail.key == "bnet")
