"""What trained desks have in common: forms in time, a board that is kept, decisions on paper.

`Drilled` holds the stories; each team says how much of the book it knows (`book`), how sure it
lets itself be (`sure`, percent of a router that evidence names, and of the others), and in which
order it does things.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from game.sim.clock import OPEN, STEPS
from game.sim.scenario import Scenario
from game.sim.sight import (
    full_parents,
    has_mail,
    isolated,
    knows_the_cause,
    lines,
    loud,
    odd_feeds,
    offered,
    old_in_memory,
    old_on_disk,
    old_ones,
    only_a_test,
    open_signs,
    opened,
    position_seen,
    repeating_feeds,
    verified,
)
from game.sim.teams import CALM_S, Order, Scripted, Story
from game.sim.view import View

ALL_OF_IT = frozenset({"assign", "decide", "hold", "outside", "above", "update", "check"})
SWEEPS: tuple[Order, ...] = (("sweep_builds", {}), ("sweep_processes", {}))
LATEST_S = 330  # after an intervention a check of fills is late
UPDATE_S = 1_000  # within twenty minutes, with time for the form to be sent
DUTY_S = 8
TASKS = (("cause", "RTR"), ("outside", "COM"))
MANY = 5  # loud routers: then it is not a router
SETTLES = {  # which look settles a sign, and which evidence says so
    "disk": ("check_metrics", "e24_metrics"),
    "clock": ("check_metrics", "e24_metrics"),
    "rotation": ("check_metrics", "e24_metrics"),
    "basket": ("look_at_orders", "e12_parents"),
    "ticket": ("sweep_processes", "e06_processes"),
    "hash": ("sweep_builds", "e05_builds"),
    "uat": ("read_header", "e02_header"),
}


def one(router: int) -> dict[str, object]:
    """The form of an order for one router."""
    return {"router": router}


class Drilled(Scripted):
    """A desk that works by the book, as far as it knows it."""

    book: ClassVar[frozenset[str]] = ALL_OF_IT
    sure: ClassVar[tuple[int, int]] = (97, 3)

    def __init__(self, scenario: Scenario | None = None, number: int = 0) -> None:
        super().__init__(scenario, number)
        self._story_due = 0
        self._said: set[object] = set()
        self._last_word = 0  # step of the newest notice
        self._flow = "unseen"  # what it would tell the exchange
        self._ours = True  # is the cause within the firm, as far as it can be said?
        self.touched: list[int] = []  # steps of its interventions that no check has followed
        self.mended: set[int] = set()  # routers that run the release by its doing
        self.since = OPEN  # step of the last intervention

    # The day: the story when its time has come, and beside it what the book asks for

    def play(self, view: View) -> list[Order]:
        self._orders = []
        if view.step >= self._story_due:
            super().play(view)
            self._story_due = self.wake
        duty = self._duties(view)
        self.wake = min(self._story_due, duty)
        return self._orders

    def _duties(self, view: View) -> int:
        """Forms that are due; when to look again."""
        if "assign" in self.book:
            self._assign(view)
        due = self._check_fills(view)
        if view.incident.declared_step is None:
            return due
        if "hold" in self.book:
            self._once("evidence_hold")
        if "outside" in self.book:
            self._once("notify_exchange", **self._facts())
            self._once("notify_clients", **self._service(view))
        if "above" in self.book:
            self._once("notify_regulator", **self._facts())
        return min(due, self._update(view))

    def _once(self, action: str, **args: object) -> None:
        if action not in self._said:
            self._said.add(action)
            self._orders.append((action, args))

    def _assign(self, view: View) -> None:
        for task, seat in TASKS:
            if (task, seat) not in self._said:
                self._said.add((task, seat))
                self._orders.append(("assign", {"task": task, "seat": seat, "minutes": 20}))
        for record in view.records:
            if record.kind == "assign" and ("heard", record.seq) not in self._said:
                self._said.add(("heard", record.seq))
                self._orders.append(("read_back", {"assignment": record.seq}))

    def _check_fills(self, view: View) -> int:
        """A check of fills three minutes after what was done; steps until then."""
        if not self.touched or "check" not in self.book:
            return self._waits(view)
        first, last = (max(step, OPEN) for step in (self.touched[0], self.touched[-1]))
        due = min(last + CALM_S, first + LATEST_S)
        if view.step < due:
            return due
        self._orders.append(("verify_flow", {}))
        self.touched.clear()
        return view.step + DUTY_S

    def _waits(self, view: View) -> int:
        heard = {record.seq for record in view.records if record.kind == "assign"}
        unheard = "assign" in self.book and len(heard) < len(TASKS)
        return view.step + DUTY_S if unheard else STEPS

    def _update(self, view: View) -> int:
        """Another word to the board when the last is a while ago, until it is contained."""
        said = [record.step for record in view.records if record.kind == "notice"]
        newest = max([*said, self._last_word])
        if "update" not in self.book or view.incident.contained == "claimed":
            return STEPS
        if newest and view.step - newest >= UPDATE_S and offered(view, "notify_board"):
            self._last_word = view.step
            form = {"flow": self._flow, "exposure": "unknown", "next": "20"}
            self._orders.append(("notify_board", form))
        return max(newest or view.step, view.step - UPDATE_S + DUTY_S) + UPDATE_S

    def _facts(self) -> dict[str, object]:
        cause = "ours" if self._ours else "outside"
        return {"flow": self._flow, "cause": cause, "next": "20"}

    def _service(self, view: View) -> dict[str, object]:
        usual = all(row.state == "up" for row in view.fleet) and self._flow == "unseen"
        return {"service": "usual" if usual else "limited", "advice": "stay", "next": "20"}

    # Words of its own

    def board(self, view: View, suspects: Sequence[int], mechanism: str) -> None:
        """Save what it thinks: the ones that evidence names, and the rest."""
        guilty, innocent = self.sure
        p = {row.shown: guilty if row.shown in suspects else innocent for row in view.fleet}
        self.think(p, mechanism)

    def think(self, p: dict[int, int], mechanism: str) -> None:
        """Save the belief board without waiting for it."""
        sliders = {f"p{number}": part for number, part in p.items()}
        chosen = {"mechanism": mechanism} if mechanism else {}
        self._orders.append(("believe", {**sliders, **chosen}))

    def say(self, view: View, severity: str, *, flows: bool, ours: bool = True) -> Story:
        """Declare, or add to what is declared."""
        self._flow = "leave" if flows else self._flow
        self._ours = ours
        return (yield from self.declare(view, severity))

    def act(
        self, view: View, action: str, *args: dict[str, object], expects: str = "stops"
    ) -> Story:
        """Write it down, order it, and note that it needs a check of fills."""
        if "decide" in self.book:
            record = {"action": action, "expects": expects, "abort": "no_effect"}
            self._orders.append(("decision_record", record))
        view = yield from self.together(view, *((action, one) for one in args))
        self.touched.append(view.step)
        self.since = view.step
        return view

    # What is done about each fault

    def treat(self, view: View, routers: Sequence[int], *, flows: bool) -> Story:
        """Routers with old code: out of the pool, the release in, back into the pool."""
        if not routers:
            return view
        self.board(view, routers, self.mechanism(view, routers))
        view = yield from self.say(view, "firm", flows=flows)
        shut = isolated(view)
        out = [one(router) for router in routers if router not in shut]
        view = yield from self.act(view, "isolate", *out)
        view = yield from self._name_it(view, routers)
        mechanism = self.mechanism(view, routers)
        if mechanism == "not_restarted":
            view = yield from self.act(view, "restart", *map(one, routers))
        else:
            view = yield from self.each(view, "deploy", routers)
        self._ended()
        self.mended |= set(routers)
        view = yield from self.each(view, "restore", routers)
        self.board(view, (), mechanism)
        return view

    def _name_it(self, view: View, routers: Sequence[int]) -> Story:
        """With the flow shut out, see what the routers have on disk and in memory."""
        if self.mechanism(view, routers):
            return view
        view = yield from self.together(view, *SWEEPS)
        self.board(view, routers, self.mechanism(view, routers))
        return view

    def mechanism(self, view: View, routers: Sequence[int]) -> str:
        """What manifests and process list make of these routers; "" before they were seen."""
        if set(routers) & set(old_on_disk(view)):
            return "stale_build"
        return "not_restarted" if set(routers) & set(old_in_memory(view)) else ""

    def _ended(self) -> None:
        if self._flow == "leave":
            self._flow = "stopped"

    def treat_release(self, view: View, *, flows: bool) -> Story:
        """Every router leaks: no order may carry the flag, and what runs is dropped."""
        everyone = [row.shown for row in view.fleet]
        self.board(view, everyone, "new_build")
        view = yield from self.say(view, "firm", flows=flows)
        view = yield from self.act(view, "flag_off", {"cited": opened(view)})
        if flows:
            view = yield from self.act(view, "purge", {"routers": everyone})
            self._ended()
        return view

    def treat_feed(self, view: View, feed: int) -> Story:
        """A feed sends its orders again: stop it, set its sender right, take it back."""
        form: dict[str, object] = {"feed": str(feed)}
        view = yield from self.say(view, "firm", flows=True)
        view = yield from self.act(view, "stop_feed", form)
        self._ended()
        view = yield from self.order(view, "check_feeds")
        self.board(view, (), odd_feeds(view).get(feed, "upstream"))
        view = yield from self.order(view, "mend_feed", feed=str(feed))
        return (yield from self.order(view, "resume_feed", feed=str(feed)))

    def treat_books(self, view: View) -> Story:
        """The same executions come twice: the books are wrong, the market is not."""
        self.board(view, (), "false_position")
        view = yield from self.say(view, "system", flows=False, ours=False)
        return (yield from self.act(view, "straighten", {}, expects="clients_fine"))

    def find(self, view: View) -> Story:
        """Money goes by the second: what do the order system and the routers say?"""
        view = yield from self.together(view, ("look_at_orders", {}), ("record_rates", {}))
        for feed in repeating_feeds(view):
            return (yield from self.treat_feed(view, feed))
        view = yield from self.declare(view, "firm")
        view = yield from self.order(view, "enable_ratio")
        source = [router for router in loud(view) if router not in isolated(view)]
        if len(source) >= MANY:
            return (yield from self.treat_release(view, flows=True))
        if source:
            return (yield from self.treat(view, source, flows=True))
        if not full_parents(view) or not opened(view):
            return view
        view = yield from self.together(view, *SWEEPS)
        return (yield from self.treat(view, old_ones(view), flows=True))

    def finish(self, view: View) -> Story:
        """Report what a check has shown, and deal with the position."""
        since = max(self.since, OPEN)
        checked = next((e.step for e in view.evidence if e.key == "e27_verified"), 0)
        if not (verified(view) and checked >= since + CALM_S - DUTY_S):
            again = view.step >= max(since, checked) + CALM_S and "check" in self.book
            return (yield from self.order(view, "verify_flow")) if again else view
        if view.incident.declared_step is not None and offered(view, "claim_contained"):
            self._ended()
            if view.incident.contained != "claimed" or (view.incident.claimed_step or 0) < since:
                view = yield from self.order(view, "claim_contained")
        if position_seen(view) and "unwind" not in self._said and offered(view, "unwind"):
            self._said.add("unwind")
            view = yield from self.order(view, "unwind", style="paced")
        return view

    def read_rejects(self, view: View) -> Story:
        """The rejects and the hosts in their headers, once there are some."""
        if not has_mail(view, "bnet") or lines(view, "e02_header"):
            return view
        view = yield from self.order(view, "open_mail", group="bnet")
        return (yield from self.order(view, "read_header", group="bnet"))

    def clear_signs(self, view: View) -> Story:
        """Look into what looks odd, and close what means no harm."""
        for sign in open_signs(view):
            look, key = SETTLES.get(sign, ("", ""))
            if not look or ("sign", sign) in self._said:
                continue
            args = {"group": "bnet"} if look == "read_header" else {}
            view = yield from self.order(view, look, **args)
            if self._harmless(view, sign):
                self._said.add(("sign", sign))
                view = yield from self.order(view, "close_check", sign=sign, cited=[key])
        return view

    def _harmless(self, view: View, sign: str) -> bool:
        if sign == "uat":
            return only_a_test(view)
        if sign == "basket":
            return any(line.id.startswith("Every parent") for line in lines(view, "e12_parents"))
        return not (sign in ("ticket", "hash") and knows_the_cause(view))
