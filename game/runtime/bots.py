"""Bots: scripted players of whole teams, in empty seats, and in the seats of who dropped out.

A bot looks at the very second at which it wakes and orders through the same door as people. Which
seats it holds from when on is in the team's log, like everybody's. So what it knows is a function
of the log alone: any process that plays the morning again comes to the same bot, and its orders
have keys by which none has a second effect. What is kept here may be lost at any time.

A look is final: it is taken under the lock of the team's row, when the clock has passed it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field

import structlog
from django.db import transaction

from game import clock as wall
from game import sim
from game.models import Bot, Exercise, LogEntry, Team
from game.runtime import clocks, commands, lives
from game.runtime.aides import Aide
from game.runtime.casting import Cast, casts
from game.runtime.commands import Asked, Line, Receipt
from game.runtime.lives import Moved
from game.sim.clock import STEPS
from game.sim.seats import Seats, ordered
from game.sim.teams import Order
from game.sim.teams import Team as Player
from game.sim.view import View

log = structlog.get_logger(__name__)
Kind = LogEntry.Kind

MOST_STAGES = 200
BUDGET_S = 0.4  # of one round for all teams: catching up after a restart takes several
ASLEEP = STEPS + 1
STRIDE, BEHIND = 600, 300  # steps


class Outdated(Exception):
    """The log has something that this stage should have seen earlier: begin again."""


class Stopped(Exception):
    """The clock was stopped meanwhile: the look waits, as people do."""


@dataclass
class Part:
    """A bot as it plays now."""

    bot: Bot
    seats: Seats = ()
    player: Player | None = None
    wake: int = ASLEEP

    def take(self, seats: Seats, step: int, scenario: sim.Scenario) -> None:
        """Other seats from here on; whoever gets or loses a whole desk begins anew."""
        if seats == self.seats:
            return
        self.seats = self.bot.seats = seats
        self.player = self._new(scenario) if seats else None
        self.wake = step + 1 if seats else ASLEEP

    def _new(self, scenario: sim.Scenario) -> Player:
        if self.seats == sim.ALL_SEATS:
            return sim.TEAMS[self.bot.level](scenario, self.bot.pk)
        return Aide(self.seats, self.bot.level)

    def play(self, view: View) -> list[Order]:
        """What it orders. A story that cannot be told goes on as an aide's routine."""
        assert self.player is not None
        try:
            return self.player.play(view)
        except Exception:
            log.exception("bot.story_failed", bot=self.bot.pk, step=view.step)
            self.player = Aide(self.seats, self.bot.level)
            return self.player.play(view)

    def wait(self, step: int, due: int) -> None:
        """Sleep until it wants to look; orders that were late move all that it waits for."""
        assert self.player is not None
        late = max(0, due - step - 1)
        story_due = getattr(self.player, "_story_due", None)
        if late and story_due is not None:  # a drilled team keeps its story apart from its duties
            vars(self.player)["_story_due"] = story_due + late
        self.wake = min(max(self.player.wake + late, step + 1), ASLEEP)


@dataclass
class Stage:
    """A team's morning as its bots have seen it so far."""

    team_id: int
    world: sim.World
    lock: threading.RLock = field(default_factory=threading.RLock)
    seen: int = 0
    orders: list[sim.Entry] = field(default_factory=list)
    castings: list[tuple[int, dict[int, Seats]]] = field(default_factory=list)
    parts: dict[int, Part] = field(default_factory=dict)

    def read(self) -> None:
        """Take in what is new in the log. Raises Outdated when it belongs to the past."""
        rows = LogEntry.objects.filter(team_id=self.team_id, log_seq__gt=self.seen)
        for row in rows.order_by("log_seq"):
            self.seen = row.log_seq
            if row.kind == Kind.ORDER:
                self._in_time(row.due_step)
                self.orders.append(lives.entry_of(row))
            elif row.kind == Kind.SEATS and (holds := _of_bots(row)):
                self._in_time(row.due_step + 1)
                self.castings.append((row.due_step, holds))

    def _in_time(self, step: int) -> None:
        if step <= self.world.step:
            raise Outdated(self.team_id)

    def next_look(self) -> int:
        """When somebody wakes, with the seats that are held by then."""
        while True:
            wake = min((part.wake for part in self.parts.values()), default=ASLEEP)
            if not self.castings or self.castings[0][0] >= wake:
                return wake
            self._recast(*self.castings.pop(0))

    def _recast(self, step: int, holds: dict[int, Seats]) -> None:
        known = Bot.objects.in_bulk([pk for pk in holds if pk not in self.parts])
        self.parts |= {pk: Part(bot) for pk, bot in known.items()}
        for pk, seats in holds.items():
            if pk in self.parts:
                self.parts[pk].take(seats, step, self.world.scenario)

    def holding(self) -> dict[int, Seats]:
        """The seats that bots hold by the log as it was read."""
        now = {pk: part.seats for pk, part in self.parts.items()}
        for _, holds in self.castings:
            now |= holds
        return {pk: seats for pk, seats in now.items() if seats}

    def reach(self, wake: int, until: float) -> bool:
        """Bring the world to the next look; False when time is up before."""
        while self.world.step < wake and wall.monotonic() < until:
            self._go(min(wake, self.world.step + STRIDE))
        return self.world.step >= wake

    def trail(self, step: int) -> None:
        """Come after the clock while nobody looks, where the log can grow no more."""
        if step - self.world.step > STRIDE + BEHIND:
            self.read()
            self._go(min(self.next_look(), self.world.step + STRIDE))

    def _go(self, step: int) -> None:
        """What is applied is forgotten."""
        sim.advance(self.world, self.orders, step)
        self.orders = [one for one in self.orders if one.seq > self.world.applied_seq]


_stages: OrderedDict[int, Stage] = OrderedDict()
_stages_lock = threading.Lock()


def take_turns(moved: Iterable[Moved]) -> list[int]:
    """Let the bots of these teams look and order; the teams whose log has grown."""
    running = {one.team_id: one for one in moved if not (one.over or one.clock.paused)}
    changed, until = [], wall.monotonic() + BUDGET_S
    for team_id, cast in sorted(casts(running).items(), key=_progress):
        try:
            if _turn(running[team_id], cast, until):
                changed.append(team_id)
        except Stopped:
            continue
        except Outdated:
            forget([team_id])
        except Exception:
            log.exception("bots.failed", team=team_id)
            forget([team_id])
    return changed


def forget(team_ids: Iterable[int] | None = None) -> None:
    """Drop what this process knows of bots; all of it can be played again."""
    with _stages_lock:
        for team_id in list(_stages) if team_ids is None else team_ids:
            _stages.pop(team_id, None)


def _progress(row: tuple[int, Cast]) -> int:
    """Who is furthest behind has its turn first."""
    stage = _stages.get(row[0])
    return stage.world.step if stage else 0


def _turn(moved: Moved, cast: Cast, until: float) -> bool:
    stage, grown = _stage(moved.team_id), False
    with stage.lock:
        if moved.seen > stage.seen:
            stage.read()
        while stage.next_look() <= moved.step:
            stage.read()
            if (wake := stage.next_look()) > moved.step:
                break
            if not stage.reach(wake, until) or wall.monotonic() > until:
                return grown
            grown |= _look(stage)
        if wall.monotonic() < until:
            stage.trail(moved.step)
        if stage.holding() != cast.seats:
            grown |= _cast_anew(stage, cast)
        return grown


def _stage(team_id: int) -> Stage:
    with _stages_lock:
        stage = _stages.get(team_id)
        if stage is None:
            stage = _stages[team_id] = Stage(team_id, lives.desk(team_id).begin())
        _stages.move_to_end(team_id)
        while len(_stages) > MOST_STAGES:
            _stages.popitem(last=False)
        return stage


def _look(stage: Stage) -> bool:
    """Whoever wakes at this step looks and orders. True when the log has grown."""
    with transaction.atomic():
        row = commands.locked(stage.team_id)
        if not _runs(row):
            raise Stopped
        stage.read()
        before = row.next_seq
        for part in [one for one in stage.parts.values() if one.wake == stage.world.step]:
            _play(row, part, stage.world)
        return row.next_seq > before


def _runs(row: Team) -> bool:
    clock = clocks.clock_of(row.exercise_id, row.pk)
    return clock.state == Exercise.State.RUNNING and not clock.paused


def _play(row: Team, part: Part, world: sim.World) -> None:
    step = world.step
    orders = part.play(sim.view_for(world, part.seats))
    receipts = [_order(row, part, f"{step}:{n}", order) for n, order in enumerate(orders)]
    part.wait(step, max((one.due_step or 0 for one in receipts), default=0))


def _order(row: Team, part: Part, nth: str, order: Order) -> Receipt:
    """By the door that people use; the same key gets the first answer."""
    action, args = order
    content = {"action": action, "args": args}
    asked = Asked(part.bot, Kind.ORDER, content, f"bot:{part.bot.pk}:{nth}")
    return commands.repeated(row, asked) or commands.order(row, asked, _as_it_is)


def _as_it_is(row: Team, asked: Asked) -> None:
    """A bot needs nobody else for its orders."""


def _cast_anew(stage: Stage, cast: Cast) -> bool:
    """Write down who of the bots holds what from now on."""
    with transaction.atomic():
        row = commands.locked(stage.team_id)
        clock = clocks.clock_of(row.exercise_id, row.pk)
        stage.read()
        before = stage.holding()
        changed = {pk: cast.seats.get(pk, ()) for pk in (*before, *cast.seats)}
        changed = {pk: seats for pk, seats in changed.items() if seats != before.get(pk, ())}
        if not changed or clock.state != Exercise.State.RUNNING:
            return False
        payload = {"holds": {f"b{pk}": list(seats) for pk, seats in changed.items()}}
        asked = Asked(None, Kind.SEATS, payload, "")
        commands.append(row, asked, Line(Kind.SEATS, clock.step, payload))
        stage.read()
        return True


def _of_bots(row: LogEntry) -> dict[int, Seats]:
    holds: dict[str, list[str]] = row.payload.get("holds", {})
    return {int(who[1:]): ordered(seats) for who, seats in holds.items() if who[:1] == "b"}
