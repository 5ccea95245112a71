"""Has read about the flag and switches it off at 08:05, on the first rejects in the mailbox."""

from __future__ import annotations

from game.sim.clock import at
from game.sim.sight import has_mail, opened
from game.sim.teams import Scripted, Story, until
from game.sim.view import View


class FlagOffEarly(Scripted):
    """Nothing can run Power Peg; clients lose the service that they were promised."""

    def story(self, view: View) -> Story:
        view = yield from until(view, at("08:05"))
        if has_mail(view, "bnet"):
            view = yield from self.order(view, "open_mail", group="bnet")
        return (yield from self.order(view, "flag_off", cited=opened(view)))
