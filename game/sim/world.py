"""One team's morning: a pure function of scenario, seed and log, one second at a time."""

from __future__ import annotations

from collections.abc import Sequence

from game.sim import (
    actions,
    approvals,
    cards,
    guards,
    hours,
    injects,
    ledger,
    mails,
    orders,
    unwind,
)
from game.sim.clock import CUT, OPEN, STEPS
from game.sim.draws import BLOCK, Noise, draw, permutation, seed_text
from game.sim.fleet import Fleet
from game.sim.market import Market
from game.sim.parts import ALL_SEATS, Action, Args, Entry, Event, LateEntry, Refused
from game.sim.scenario import Scenario
from game.sim.state import State, digest, fresh, pack, unpack
from game.sim.text import Text, text
from game.sim.valuation import Tape

BLOCKS = 2 * CUT // BLOCK  # of draws that worlds share: until 12:30


class World:
    """State plus what follows from it. Everything not in `state` is a cache or a constant."""

    def __init__(
        self, scenario: Scenario, seed: int | str, team: int, state: State | None = None
    ) -> None:
        self.seed = seed_text(seed)
        dealt = scenario.of(self.seed)
        scenario, drawn = cards.after_the_week(dealt, draw(dealt, self.seed))
        self.scenario, self.draws = scenario, drawn
        self.routers = scenario.routers
        self.shown = permutation(self.seed, team, bool(scenario["fleet"]["shuffle"]), self.routers)
        self.state = state or fresh(scenario, self.draws.stale, copied=self.draws.copied)
        self.market = Market(scenario)
        self.tape: Tape | None = None
        self.events: list[Event] = []
        self.pause_end = int(self.state.paused_until.max())
        self.fleet = Fleet(self)
        self._noise = Noise(scenario, self.draws)
        self._loops = orders.loops(self)
        self._stale_caches = False
        if state is None:
            cards.prepare(self)

    @property
    def step(self) -> int:
        """Last simulated second reached."""
        return self.state.step

    @property
    def applied_seq(self) -> int:
        """Last log entry that this world has taken up."""
        return self.state.applied_seq

    @property
    def phase(self) -> str:
        if self.state.step >= STEPS:
            return "over"
        if self.state.aftermath >= 0:
            return "aftermath"
        return "open" if self.state.step >= OPEN else "preopen"

    def inner(self, shown: int) -> int:
        """Inner host of a shown router number."""
        return self.shown.index(shown)

    @property
    def fault(self) -> str:
        """What is wrong this morning, by the words of the belief board. Truth: never in a view."""
        scenario, feeds = self.scenario, self.scenario["feeds"]
        if feeds["resends"]:
            return "test_data" if feeds["test"] else "upstream"
        if scenario["desk"]["phantom_rate"]:
            return "false_position"
        if scenario.builds[0].leak:
            return "new_build"
        if not (self.draws.stale or self.draws.late >= 0) or not scenario.former.pace:
            return "none"
        copied = self.draws.stale and self.draws.copied
        return "not_restarted" if copied else "stale_build"

    @property
    def no_fault(self) -> bool:
        """True when nothing sends what it should not: the firm loses only what it breaks."""
        return self.fault in ("none", "false_position")

    def mis_executes(self, host: int) -> bool:
        """Would this router mis-execute the next flagged order? Truth: never in a view."""
        return self.scenario.builds[int(self.state.running[host])].pace > 0

    def changed(self) -> None:
        """The fleet or a parent changed: caches are rebuilt before they are next used."""
        self._stale_caches = True

    # Time

    def advance(self, entries: Sequence[Entry], to_step: int) -> list[Event]:
        """Apply what is due and step on. Raises LateEntry when an unseen entry is already past."""
        self.events = []
        waiting = sorted(
            (entry for entry in entries if entry.seq > self.state.applied_seq),
            key=lambda entry: entry.seq,
        )
        if waiting and waiting[0].due <= self.state.step:
            raise LateEntry(
                f"entry {waiting[0].seq} is due at {waiting[0].due}, reached {self.state.step}"
            )
        taken = 0
        for step in range(self.state.step + 1, min(to_step, STEPS) + 1):
            self.state.step = step
            while taken < len(waiting) and waiting[taken].due <= step:
                self._begin(waiting[taken])
                taken += 1
            self._step()
        return self.events

    def close_the_day(self) -> None:
        """Go to 16:00 with prices and the unwind alone: for a fleet at rest, without orders.

        Fills, prices and closing position are those of `advance`; screens are left as they are.
        """
        for step in range(self.state.step + 1, STEPS + 1):
            self.state.step = step
            self._trade()
        unwind.close(self)

    def _step(self) -> None:
        state = self.state
        if state.pending and state.pending[0][0] <= state.step:
            self._effects()
        orders.premarket(self)
        orders.arrive(self)
        self._refresh()
        self.fleet.work()
        if state.step > OPEN:
            self._trade()
        self.fleet.remember()
        ledger.post(self)
        self._fire()
        injects.deliver(self)
        hours.strike(self)

    def _fire(self) -> None:
        for line in guards.fire(self):
            self.note("done", line)
        for line in approvals.lapsed(self):
            self.note("failed", line)

    def _refresh(self) -> None:
        if not self._stale_caches:
            return
        self._stale_caches = False
        self.fleet.refresh()
        self._loops = orders.loops(self)

    def _trade(self) -> None:
        """The second between two steps on the market: loops, the unwind, prices."""
        state = self.state
        traded = unwind.orders(self)
        if len(self._loops.parent):
            fills = orders.emit(self, self._loops)
            self.fleet.count(fills)
            ledger.count(self, fills)
            orders.close_full(self, self._loops)
            buys, sells = fills.buys + traded[0], fills.sells + traded[1]
            self.market.trade(self, buys, sells)
        else:
            if state.runaway_rate:
                self._flow_ended()
            if state.unwind_style:
                self.market.trade(self, *traded)
            else:
                self.market.rest(self)
        self.market.watch(self)
        state.ref = state.ref * (1.0 + self._noise.at(state.step))
        if self.tape is not None:
            self.tape.minute(self)

    def _flow_ended(self) -> None:
        state = self.state
        state.runaway_rate, state.rejects_rate = 0, 0
        state.flow_stopped = state.step

    # Orders of the team

    def _begin(self, entry: Entry) -> None:
        state = self.state
        state.applied_seq = entry.seq
        action = actions.catalogue().get(entry.action)
        if action is None:
            self._failed(entry, text("There is no action {name}.", name=entry.action))
            return
        if action.quiet:
            return injects.obey(self, action, entry)
        try:
            self.judge(action, entry.args, entry.seats)
            if approvals.asks(self, action, entry):
                self._log(entry, "ordered", approvals.asked(self, action, entry.args))
                return
            self.start(action, entry)
        except Refused as why:
            self._failed(entry, why.text)

    def start(self, action: Action, entry: Entry) -> None:
        """Begin an order that was judged; its effect comes after its latency. Raises Refused."""
        action.begin(self, entry.args, entry)
        self.state.touch += 1
        latency = self.latency(action, entry.args)
        self._log(entry, "ordered", self.title(action, entry.args))
        if latency:
            self.later(latency, entry.action, entry)
        else:
            self._effect(action, entry)

    def _effects(self) -> None:
        state = self.state
        while state.pending and state.pending[0][0] <= state.step:
            _, seq, name, args, actor, due = state.pending.pop(0)
            self._effect(actions.catalogue()[name], Entry(seq, due, name, args, actor=actor))

    def _effect(self, action: Action, entry: Entry) -> None:
        self.state.touch += 1
        try:
            action.effect(self, entry.args, entry)
        except Refused as why:
            self._failed(entry, why.text)
            return
        self.state.acts.setdefault(action.name, []).append(self.state.step)
        if action.group == "contain" and not action.prepares:
            self.state.keys.setdefault("first_contain", self.state.step)
            hosts = entry.args.get("routers") or [entry.args.get("router", -1)]
            self.state.interventions.append([self.state.step, entry.seq, action.name, list(hosts)])
        self._log(entry, "done", action.done(self, entry.args))

    def _failed(self, entry: Entry, why: Text) -> None:
        self.state.refused += 1
        self.state.touch += 1
        self._log(entry, "failed", text("Could not be carried out: {reason}", reason=why))

    def _log(self, entry: Entry, kind: str, line: Text) -> None:
        self.state.log.append([self.state.step, entry.seq, entry.actor, kind, line.row()])
        self.events.append(Event(self.state.step, kind, line, entry.seq))

    def note(self, kind: str, line: Text) -> None:
        """A line of the team's log that nobody ordered."""
        self.state.touch += 1
        self.state.log.append([self.state.step, 0, "", kind, line.row()])
        self.events.append(Event(self.state.step, kind, line))

    def judge_offer(self, action: Action, seats: Sequence[str]) -> None:
        """Raise Refused unless these seats may order this at all now."""
        if self.state.step >= STEPS:
            raise Refused(text("The morning is over."))
        powers = set(action.seats_in(self)) & set(seats)
        if not powers:
            raise Refused(text("Your seat does not have this power."))
        if action.alone_only and set(seats) != set(ALL_SEATS):
            raise Refused(text("That seat is taken: ask the person who holds it."))
        if all(self.state.moving.get(seat, -1) > self.state.step for seat in powers):
            raise Refused(text("This power is being handed over."))
        if action.era == "today" and self.scenario.era == "2012":
            raise Refused(text("This desk of 2012 has no such control."))
        if not self.has_order(action):
            raise Refused(text("This desk has no such order."))
        action.offered(self)

    def has_order(self, action: Action) -> bool:
        """Does the scenario know this order? A drill has few; what pages send comes always."""
        known = self.scenario.orders
        return not known or action.quiet or action.name in known

    def judge(self, action: Action, args: Args, seats: Sequence[str]) -> None:
        """Raise Refused unless these seats may order just this now: the one check of all."""
        self.judge_offer(action, seats)
        for item in action.fields_in(self.routers):
            if item.required and args.get(item.name) in (None, "", []):
                raise Refused(text("Choose: {field}.", field=item.label))
        action.check(self, args)

    def latency(self, action: Action, args: Args | None = None) -> int:
        """Seconds until the effect: the action's, moved by the seed, the same for all teams."""
        spread = float(self.scenario["latency"]["spread"])
        base = action.latency_in(self) if args is None else action.latency_for(self, args)
        return self.draws.latency(action.name, base, spread)

    def title(self, action: Action, args: Args) -> Text:
        """What was ordered. Hosts are inner numbers here; the gate turns them into shown ones."""
        hosts = args.get("routers") or ([args["router"]] if "router" in args else [])
        if hosts:
            return text("{action}: {hosts}", action=action.called(args), hosts=list(hosts))
        if "group" in args:
            return text("{action}: {subject}", action=action.title, subject=mails.subject(args))
        return action.title

    def later(self, seconds: int, action: str, entry: Entry) -> None:
        """Carry out an action after some seconds, without another order."""
        state, due = self.state, self.state.step + seconds
        state.pending.append([due, entry.seq, action, entry.args, entry.actor, state.step])
        state.pending.sort(key=lambda row: (row[0], row[1]))

    def pending(self, action: str, host: int | None = None) -> bool:
        """Is such an order under way or waiting for its approval (for that host)?"""
        known = (*self.state.pending, *self.state.awaiting)
        rows = [row for row in known if row[2] == action]
        if host is None:
            return bool(rows)
        return any(
            row[3].get("router") == host or host in row[3].get("routers", ()) for row in rows
        )

    # Saving

    def fork(self) -> World:
        """The same morning, tape and all, that goes its own way from here; for studies."""
        other = World(self.scenario, self.seed, 0, unpack(self.dump()))
        other.shown = self.shown
        other.tape = self.tape.copy() if self.tape else None
        self._noise.most = self.fleet.flow.most = BLOCKS
        other._noise, other.fleet.flow = self._noise, self.fleet.flow
        return other

    def dump(self) -> bytes:
        return pack(self.state)

    def hash(self) -> str:
        return digest(self.state)


def restore(scenario: Scenario, seed: int | str, team: int, blob: bytes) -> World:
    """A saved world. Raises StaleCheckpoint when another sim version wrote it."""
    return World(scenario, seed, team, unpack(blob))
