"""An aide: a bot in some seats of a desk whose other seats are people's.

It takes the looks that its seats take anyway, lays what it finds on the team's board, says tasks
back and does what was asked: it finds out, it watches, it isolates the router that evidence
names, it turns a second key for an incident that is declared. It contains nothing unasked,
believes nothing aloud and writes no notices: that stays with the people.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from game.sim import sight
from game.sim.clock import OPEN
from game.sim.seats import Seats
from game.sim.teams import Order, Team
from game.sim.view import Offer, View

ROUTINE: dict[str, tuple[str, ...]] = {
    "IC": ("read_chat",),
    "RTR": ("check_heartbeats", "sweep_processes", "sweep_builds", "record_rates"),
    "TRD": ("look_at_tape", "look_at_movers", "look_at_orders", "check_feeds"),
    "RSK": ("read_pmon", "check_drop_copy", "verify_flow"),
    "COM": ("read_news", "listen_to_clients"),
    "CHG": ("check_ticket", "check_flag", "read_test_results"),
}
BNET = {"group": "bnet"}
PAUSE_S = {"novice": 90, "competent": 45, "expert": 20}  # between two looks at the screen
ROUND_S = {"novice": 900, "competent": 600, "expert": 300}  # between two rounds of looks
LOOKS = 2  # at once
INCIDENT_ONLY = ("flag_off", "flag_on", "rollback")  # second keys that wait until somebody declares
APPROVES = {"IC": ("flag_off", "flag_on", "rollback", "link_account_33"), "CHG": ("deploy",)}
FINDS = ("cause", "which", "watch", "signs")  # tasks that mean: look again, now


class Aide(Team):
    """Plays seats of a desk, as a colleague who is new there."""

    name: ClassVar[str] = "aide"

    def __init__(self, seats: Seats, level: str) -> None:
        super().__init__()
        self._seats, self._level = seats, level
        self._queue: list[str] = []
        self._next_round = 0
        self._heard: set[int] = set()
        self._laid: set[str] = set()  # evidence that it has put on the board
        self._traced = False  # where the rejects come from

    def play(self, view: View) -> list[Order]:
        """Orders of this second: first what others wait for, then the routine."""
        self.wake = view.step + PAUSE_S[self._level]
        orders = [*self._approvals(view), *self._tasks(view), *self._declaration(view)]
        orders += self._shares(view)
        return orders + self._looks(view)

    def _approvals(self, view: View) -> Iterator[Order]:
        """The second key of what waits for one of these seats."""
        if not sight.offered(view, "approve"):
            return
        declared = view.incident.declared_step is not None
        mine = {what for seat in self._seats for what in APPROVES.get(seat, ())}
        for item in view.pending:
            ready = declared or item.action not in INCIDENT_ONLY or self._level == "novice"
            if item.waits and item.action in mine and ready:
                yield "approve", {"what": item.action, "order": item.seq}

    def _tasks(self, view: View) -> Iterator[Order]:
        """Say tasks back, and begin with them."""
        said = {record.data.get("of") for record in view.records if record.kind == "read_back"}
        for record in view.records:
            mine = record.kind == "assign" and record.data.get("seat") in self._seats
            if not mine or record.seq in self._heard:
                continue
            self._heard.add(record.seq)
            if record.seq not in said:
                yield "read_back", {"assignment": record.seq}
            yield from self._begun(view, str(record.data.get("task")))

    def _begun(self, view: View, task: str) -> Iterator[Order]:
        if task in FINDS:
            self._next_round = 0
        if task == "contain" and "RTR" in self._seats:
            shut = sight.isolated(view)
            named = sorted({*sight.old_ones(view), *sight.streams(view)})
            yield from (("isolate", {"router": n}) for n in named if n not in shut)

    def _declaration(self, view: View) -> Iterator[Order]:
        """The commander's own duty: evidence on the board names a cause after the open."""
        known = view.step > OPEN and sight.knows_the_cause(view)
        if known and self._level != "novice" and sight.offered(view, "declare"):
            yield "declare", {"severity": "unsure", "cited": sight.opened(view)}

    def _shares(self, view: View) -> Iterator[Order]:
        """Whatever these seats have opened and nobody has laid on the table yet."""
        fresh = [item for item in view.evidence if not item.shared and item.key not in self._laid]
        if self._level == "novice" or not fresh or not sight.offered(view, "share_evidence"):
            return
        self._laid |= {item.key for item in fresh}
        yield "share_evidence", {"cited": [item.key for item in fresh]}

    def _looks(self, view: View) -> list[Order]:
        if view.step >= self._next_round:
            self._next_round = view.step + ROUND_S[self._level]
            self._queue = [look for seat in self._seats for look in ROUTINE[seat]]
        mail = self._mail(view)
        live = [name for name in self._queue if _plain(view, name)][: LOOKS - len(mail)]
        self._queue = [name for name in self._queue if name not in live]
        return [*mail, *((name, {}) for name in live)]

    def _mail(self, view: View) -> list[Order]:
        """The rejects of an automatic sender: open them once, then read where they come from."""
        group = next((mail for mail in view.mail if mail.key == "bnet"), None)
        if group is None or "COM" not in self._seats or self._traced:
            return []
        if not group.opened:
            return [("open_mail", BNET)] if sight.offered(view, "open_mail") else []
        self._traced = True
        return [("read_header", BNET)] if sight.offered(view, "read_header") else []


def _plain(view: View, name: str) -> bool:
    """Is the button live, and does it ask for nothing?"""
    offer: Offer | None = next((one for one in view.offers if one.name == name), None)
    asks = offer is None or any(field.required for field in offer.fields)
    return not asks and offer is not None and offer.why_not is None
