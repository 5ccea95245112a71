"""Living worlds: each a cache of what its log says, in this process, in Redis, in checkpoints.

A cached world knows (step, applied_seq). It is never stale, only behind; a log row that is due at
or before its step came late, and then an older checkpoint is restored and the log replayed. Any
process may advance any team, at any time, twice.

Locks: the slot's lock is held for reads only, never while the database is written, because a
writer of a team's log holds the team's row lock when it asks for the slot.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import structlog
from django.db import transaction

from game import clock as wall
from game import sim
from game.models import Checkpoint, Exercise, LogEntry
from game.runtime import clocks, desks, entering, vault
from game.runtime.clocks import Clock
from game.runtime.desks import Desk as Desk
from game.runtime.desks import desk as desk
from game.runtime.entering import Waits
from game.runtime.facts import Facts, facts_of
from game.runtime.holdings import Views, views_of
from game.runtime.lines import locked
from game.runtime.timing import PROBE
from game.sim.clock import CUT, OPEN
from game.sim.seats import Seats

log = structlog.get_logger(__name__)

MOST_SLOTS = 1_000
CHECKPOINT_STEPS = 60
STRIDE = 600
PHASES = (OPEN, CUT)
BUDGET_S = 0.25  # of one call of the clock's batch for one team: a long skip takes several


@dataclass
class Slot:
    """A team's world in this process and the log rows read so far."""

    lock: threading.RLock = field(default_factory=threading.RLock)
    world: sim.World | None = None
    saved: int = 0  # step of the newest checkpoint made here
    seen: int = 0  # log_seq up to which rows were read
    orders: list[sim.Entry] = field(default_factory=list)  # not yet applied
    waits: Waits | None = None  # own injects still to come, as read beforehand; None: ask
    found: Waits = ()  # those that must be written down before it goes on


@dataclass(frozen=True)
class Moved:
    """Where a team is now; `seen` counts its log rows of every kind.

    `glances` holds the fast numbers for each view that somebody has, by `sim.view_key`.
    """

    team_id: int
    exercise_id: int
    step: int
    applied_seq: int
    seen: int
    clock: Clock
    glances: dict[str, sim.Glance]
    aftermath: int  # step at which the aftermath began, -1 before
    over: bool
    facts: Facts


_slots: OrderedDict[int, Slot] = OrderedDict()
_slots_lock = threading.Lock()


def forget() -> None:
    """Drop every cached world and constant of this process."""
    with _slots_lock:
        _slots.clear()
    desks.forget()


def advance(
    team_id: int,
    to_step: int | None = None,
    budget_s: float = 3600.0,
    views: Views | None = None,
) -> Moved:
    """Bring a team to the step of its clock (or `to_step`), and say where it is.

    Idempotent. Stamps the exercise's heartbeat, keeps checkpoints, notes the phase in the clock.
    Glances are those of `views`, else of everybody in the team.
    """
    exercise_id = desk(team_id).exercise_id
    known, now = clocks.read(exercise_id), wall.now_ms()
    clock = known.of(team_id, now)
    if not clock.paused:
        clocks.stamp([exercise_id], now)
    wanted = views_of([team_id])[team_id] if views is None else views
    return move(Goal(team_id, clock, to_step, budget_s), wanted)


@dataclass(frozen=True)
class Goal:
    """How far a team is to be brought; without `to_step` to where its clock is."""

    team_id: int
    clock: Clock
    to_step: int | None = None
    budget_s: float = BUDGET_S
    waits: Waits | None = None  # own injects still to come, as read for many teams at once

    @property
    def step(self) -> int:
        return self.clock.step if self.to_step is None else self.to_step


def move(goal: Goal, views: Views) -> Moved:
    """`advance` with the clock at hand, and without the heartbeat."""
    return _visit(goal, views)[0]


def see(team_id: int, clock: Clock, seats: Seats) -> tuple[Moved, sim.View]:
    """The team at the step of its clock, and what these seats see of it."""
    moved, [view] = _visit(Goal(team_id, clock), frozenset({seats}), whole=True)
    return moved, view


def _visit(goal: Goal, views: Views, *, whole: bool = False) -> tuple[Moved, list[sim.View]]:
    at, until, waits = desk(goal.team_id), wall.monotonic() + goal.budget_s, goal.waits
    while True:
        keep: list[Checkpoint] = []
        with _slot(goal.team_id) as slot:
            slot.waits = waits
            world = _catch_up(slot, at, goal.step, keep, until)
            found = slot.found
            moved = _moved(slot, at, goal.clock, views)
            seen = [sim.view_for(world, seats) for seats in views] if whole else []
        _store(keep)
        if not found:
            break
        _enter(goal.team_id, found, moved.step)
        waits = None
    _note_phase(moved)
    return moved, seen


def settle(team_id: int) -> None:
    """Write down all own injects that come up to now. Not within a transaction: what was written
    is read at once."""
    at = desk(team_id)
    if entering.waiting([at])[team_id]:
        clock = clocks.clock_of(at.exercise_id, team_id)
        while found := _found(team_id, clock.step):
            _enter(team_id, *found)


def _found(team_id: int, step: int) -> tuple[Waits, int] | None:
    """What is to be written down before the team can come to `step`, and where it stands."""
    with _slot(team_id) as slot:
        world = _catch_up(slot, desk(team_id), step, [], float("inf"))
        return (slot.found, world.step) if slot.found else None


def _enter(team_id: int, found: Waits, step: int) -> None:
    """Write down what was found; it is asked for anew afterwards."""
    with transaction.atomic():
        entering.enter(locked(team_id), found, step)


def advance_all(team_ids: Iterable[int]) -> Iterator[Moved]:
    """Advance the teams whose clocks run; one that fails is logged and stops no other.

    The heartbeat is stamped first and all go to that moment: nobody is shown a later step than
    the one at which the exercise would wait after a crash.
    """
    exercise_of = {pk: desk(pk).exercise_id for pk in team_ids}
    views = views_of(exercise_of)
    waits = entering.waiting(desk(pk) for pk in exercise_of)
    known, now = clocks.read_all(set(exercise_of.values())), wall.now_ms()
    clocks.stamp(known, now)
    for pk, exercise_id in exercise_of.items():
        clock = known[exercise_id].of(pk, now)
        # A clock that stands for questions came there by itself: bring the team there too.
        stands = clock.paused and clock.reason != PROBE
        if not stands and (moved := _try(Goal(pk, clock, waits=waits[pk]), views[pk])):
            yield moved


def _try(goal: Goal, views: Views) -> Moved | None:
    try:
        return move(goal, views)
    except Exception:
        log.exception("advance.failed", team=goal.team_id)
        return None


@contextmanager
def world_at(team_id: int, step: int) -> Iterator[sim.World]:
    """The team's world, at `step` or where it is beyond, or before an own inject that is still to
    be written down. Nobody moves it meanwhile."""
    with _slot(team_id) as slot:
        yield _catch_up(slot, desk(team_id), step, [], float("inf"))


@contextmanager
def world_where_it_is(team_id: int) -> Iterator[sim.World]:
    """The team's world with the log read, at the step that it has reached. Nobody moves it.

    One that has ended is brought to its end: nothing else does that after a restart or an import.
    """
    at = desk(team_id)
    goal = _end_of(at)
    with _slot(team_id) as slot:
        yield _catch_up(slot, at, goal, [], float("inf"))


def _end_of(at: Desk) -> int:
    """Where an ended exercise's team stands; 0 while it goes on."""
    if not Exercise.objects.filter(pk=at.exercise_id, state=Exercise.State.ENDED).exists():
        return 0
    return clocks.clock_of(at.exercise_id, at.team_id).step


@contextmanager
def _slot(team_id: int) -> Iterator[Slot]:
    with _slots_lock:
        slot = _slots.setdefault(team_id, Slot())
        _slots.move_to_end(team_id)
        while len(_slots) > MOST_SLOTS:
            _slots.popitem(last=False)
    with slot.lock:
        yield slot


def _catch_up(slot: Slot, at: Desk, goal: int, keep: list[Checkpoint], until: float) -> sim.World:
    """Read what is new in the log, apply it, step on; an own inject that is due stops it.

    A world that fails half-way is dropped.
    """
    given, slot.waits, slot.found = slot.waits, None, ()
    try:
        _read_log(slot, at)
        world = slot.world or _revive(slot, at)
        waits = _waits(at, given) if world.step < goal else ()
        while world.step < goal:
            slot.found = entering.due(world, waits)
            if slot.found:
                break
            edge = min(goal, _next_edge(world.step), entering.edge(waits, world.step))
            sim.advance(world, slot.orders, edge)
            if world.step in PHASES or world.step >= slot.saved + CHECKPOINT_STEPS:
                keep.append(_checkpoint(slot, at))
            if wall.monotonic() > until:
                break
    except BaseException:
        slot.world = None
        raise
    slot.orders = [order for order in slot.orders if order.seq > world.applied_seq]
    return world


def _waits(at: Desk, given: Waits | None) -> Waits:
    return entering.waiting([at])[at.team_id] if given is None else given


def _next_edge(step: int) -> int:
    """Where to stop next: for the budget, and to keep a checkpoint at each phase change."""
    return min(edge for edge in (*PHASES, step + STRIDE) if edge > step)


def _read_log(slot: Slot, at: Desk) -> None:
    """Take in new rows; one that is due in the world's past makes the world worthless."""
    rows = list(
        LogEntry.objects.filter(team_id=at.team_id, log_seq__gt=slot.seen).order_by("log_seq")
    )
    if not rows:
        return
    slot.seen = rows[-1].log_seq
    fresh = [entry_of(row) for row in rows if row.kind == LogEntry.Kind.ORDER]
    slot.orders += fresh
    if slot.world and any(order.due <= slot.world.step for order in fresh):
        slot.world = None


def _revive(slot: Slot, at: Desk) -> sim.World:
    """The newest saved world that the log does not contradict, else a new morning."""
    orders = orders_of(at.team_id)
    slot.seen = max(slot.seen, max((order.seq for order in orders), default=0))
    slot.world = next(_saved(at, orders), None) or at.begin()
    slot.saved = slot.world.step
    slot.orders = [order for order in orders if order.seq > slot.world.applied_seq]
    return slot.world


def _saved(at: Desk, orders: list[sim.Entry]) -> Iterator[sim.World]:
    """Saved worlds, newest first; wrong and outdated ones are passed over."""
    kept = Checkpoint.objects.filter(team_id=at.team_id, sim_version=sim.VERSION).order_by("-step")
    warm = vault.get(at.morning)
    for blob in [*([warm] if warm else []), *(bytes(row.blob) for row in kept)]:
        try:
            world = at.revive(blob)
        except sim.StaleCheckpoint:
            continue
        if all(order.seq <= world.applied_seq or order.due > world.step for order in orders):
            yield world


def orders_of(team_id: int) -> list[sim.Entry]:
    """Everything that the team has ordered."""
    rows = LogEntry.objects.filter(team_id=team_id, kind=LogEntry.Kind.ORDER).order_by("log_seq")
    return [entry_of(row) for row in rows]


def entry_of(row: LogEntry) -> sim.Entry:
    """A log row as the world sees it."""
    payload = row.payload
    return sim.Entry(
        seq=row.log_seq,
        due=row.due_step,
        action=payload["action"],
        args=payload["args"],
        seats=tuple(row.seats),
        actor=row.actor,
    )


def _moved(slot: Slot, at: Desk, clock: Clock, views: Views) -> Moved:
    world = slot.world
    assert world is not None
    return Moved(
        team_id=at.team_id,
        exercise_id=at.exercise_id,
        step=world.step,
        applied_seq=world.applied_seq,
        seen=slot.seen,
        clock=clock,
        glances={sim.view_key(seats): sim.glance(world, seats) for seats in views},
        aftermath=world.state.aftermath,
        over=world.phase == "over",
        facts=facts_of(world),
    )


def _checkpoint(slot: Slot, at: Desk) -> Checkpoint:
    world = slot.world
    assert world is not None
    slot.saved = world.step
    return Checkpoint(
        team_id=at.team_id,
        step=world.step,
        applied_seq=world.applied_seq,
        sim_version=sim.VERSION,
        blob=sim.dump(world),
    )


def _store(keep: list[Checkpoint]) -> None:
    """Save the newest; older ones stay in the database at phase edges and for the last minutes."""
    if not keep:
        return
    wanted = [row for row in keep if row.step in PHASES or row is keep[-1]]
    Checkpoint.objects.bulk_create(wanted, ignore_conflicts=True)
    newest = keep[-1]
    vault.put(desk(newest.team_id).morning, newest.step, newest.applied_seq, bytes(newest.blob))
    old = Checkpoint.objects.filter(
        team_id=newest.team_id, step__lt=newest.step - 5 * CHECKPOINT_STEPS
    ).exclude(step__in=PHASES)
    old.delete()


def _note_phase(moved: Moved) -> None:
    """The world decides when calm is verified and when it is over; the clock follows."""
    if moved.over and moved.clock.reason != "end":
        clocks.finish_team(moved.exercise_id, moved.team_id)
    elif moved.aftermath >= 0 and moved.clock.phase == "open":
        clocks.begin_aftermath(moved.exercise_id, moved.team_id, moved.aftermath)
