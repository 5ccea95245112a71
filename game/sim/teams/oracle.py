"""Is told the truth and acts on it at once: what the best of desks could have made of the seed."""

from __future__ import annotations

from game.sim.clock import OPEN, at
from game.sim.drill import Drilled, one
from game.sim.sight import latency, lines
from game.sim.teams import Order, Story, until
from game.sim.view import View

SEEN_S = 6  # after the open a look at the parents shows what a feed does
TAKES_OVER = at("09:50")
LEAD_S = 240
WATCH_TO, ROUND_S = at("10:05"), 60


class Oracle(Drilled):
    """The measure of every score: the same controls, the same latencies, no doubt."""

    oracle = True
    sure = (100, 0)

    def story(self, view: View) -> Story:
        assert self.answer is not None
        self.board(view, self.answer.hosts, self.answer.mechanism)
        view = yield view.step + 1
        view = yield from self._cure(view, self.answer.mechanism)
        if self.answer.late:
            view = yield from self._receive(view, self.answer.late)
        while view.step < WATCH_TO:
            view = yield from self.together(view, *self._looks(view))
            view = yield from self.read_rejects(view)
            view = yield from self.clear_signs(view)
            view = yield from self.finish(view)
            view = yield view.step + ROUND_S
        return view

    def mechanism(self, view: View, routers: object) -> str:
        assert self.answer is not None
        return self.answer.mechanism

    def _cure(self, view: View, mechanism: str) -> Story:
        assert self.answer is not None
        if mechanism in ("stale_build", "not_restarted"):
            view = yield from self.each(view, "check_process", self.answer.hosts)
            return (yield from self.treat(view, self.answer.hosts, flows=False))
        if mechanism == "new_build":
            view = yield from self.order(view, "canary", router=1)
            return (yield from self.treat_release(view, flows=False))
        if mechanism in ("upstream", "test_data"):
            return (yield from self._stop_at_once(view, self.answer.feed))
        if mechanism == "false_position":
            return (yield from self.order(view, "straighten"))
        return view

    def _stop_at_once(self, view: View, feed: str) -> Story:
        """Nothing can be shown of a feed before the open: one look, and it is stopped."""
        view = yield from until(view, OPEN + SEEN_S - latency(view, "look_at_orders"))
        view = yield from self.order(view, "look_at_orders")
        number = int(feed)
        view = yield from self.say(view, "firm", flows=True)
        view = yield from self.act(view, "stop_feed", {"feed": feed})
        self._ended()
        view = yield from self.order(view, "mend_feed", feed=str(number))
        return (yield from self.order(view, "resume_feed", feed=str(number)))

    def _receive(self, view: View, router: int) -> Story:
        """A stand-by host with the former code is coming: no order may be there to run away."""
        view = yield from until(view, TAKES_OVER - LEAD_S)
        view = yield from self.finish(view)
        view = yield from self.act(view, "drain", one(router), expects="clients_fine")
        view = yield from self.act(view, "purge", {"routers": [router]}, expects="clients_fine")
        view = yield from until(view, TAKES_OVER)
        self.board(view, (router,), "stale_build")
        view = yield from self.order(view, "deploy", router=router)
        self.board(view, (), "stale_build")
        return (yield from self.order(view, "undrain", router=router))

    def _looks(self, view: View) -> list[Order]:
        """What has to be seen before it can be closed as harmless."""
        looks: list[Order] = []
        for action, key in (("check_ticket", "e08_ticket"), ("sweep_hashes", "e04_checksums")):
            looks += [] if lines(view, key) else [(action, {})]
        return looks
