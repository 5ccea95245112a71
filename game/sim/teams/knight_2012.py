"""What the firm did, as far as the record shows: no mail read, a roll-back, a stop, an unwind.

The minutes of the roll-back and of the stop are the scenario's ([history] in its file); no
source gives the first, two press lines give 09:58 for the second.
"""

from __future__ import annotations

from game.sim.clock import STEPS, at
from game.sim.scenario import Scenario
from game.sim.teams import Order, Team
from game.sim.text import Text, text
from game.sim.view import View

SEEN = at("09:36:00")  # that they saw it early is in the record, the minute is not
LOOK_BEFORE_S = 510  # they knew where they had installed what; here a sweep tells


def _has_peg(note: Text) -> bool:
    return note.params.get("present") == text("present")


class Knight2012(Team):
    """Orders so that the effects fall on the minutes of history."""

    def __init__(self, scenario: Scenario | None = None, number: int = 0) -> None:
        super().__init__(scenario, number)
        assert scenario is not None
        history = scenario["history"]
        self._when = {key: at(history[key]) for key in ("rollback", "stop", "unwind")}
        self._when["see"] = SEEN
        self._when["say"] = SEEN + 60
        self._when["look"] = at(history["rollback"]) - LOOK_BEFORE_S
        self._done: set[str] = set()

    def play(self, view: View) -> list[Order]:
        orders: list[Order] = []
        for what in self._order_times(view):
            if what not in self._done and view.step >= self._order_times(view)[what]:
                self._done.add(what)
                orders += getattr(self, f"_{what}")(view)
        waiting = [step for what, step in self._order_times(view).items() if what not in self._done]
        self.wake = min(waiting, default=STEPS)
        return orders

    def _order_times(self, view: View) -> dict[str, int]:
        """When to order so that the effect, after the seed's latency, is on history's minute."""
        latency = {offer.name: offer.latency_s for offer in view.offers}
        latency |= {"look": 0, "see": 0, "say": 0}
        return {what: when - latency[what] - 1 for what, when in self._when.items()}

    def _see(self, view: View) -> list[Order]:
        """Account 33 showed large positions from the open on; PMON had no limit to show."""
        return [("read_pmon", {})]

    def _say(self, view: View) -> list[Order]:
        return [("declare", {"severity": "firm", "cited": ["e13_position"]})]

    def _look(self, view: View) -> list[Order]:
        return [("sweep_builds", {})]

    def _rollback(self, view: View) -> list[Order]:
        """The release comes off the routers that have it, and only off those."""
        with_peg = [row.shown for row in view.fleet if any(_has_peg(note) for note in row.notes)]
        return [("rollback", {"routers": [r.shown for r in view.fleet if r.shown not in with_peg]})]

    def _stop(self, view: View) -> list[Order]:
        return [("stop", {"router": row.shown}) for row in view.fleet]

    def _unwind(self, view: View) -> list[Order]:
        return [("unwind", {"style": "paced"})]
