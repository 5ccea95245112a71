"""Which step is it? Arithmetic over the clock's anchors; nothing is counted, nothing is stored.

A timeline is folded from the clock changes of an exercise and those of one team, in the order in
which they were written. Steps are kept as fractions inside, so that no pause loses time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from game.sim.clock import CUT, OPEN, STEPS

EPSILON = 1e-6  # of a step: hides float residue at the edges of pieces
FREEZE_S = 60.0  # of wall time, at the most, that a clock stands for questions from memory
PROBE = "probe"  # why it stands then
OURS = {"lobby", "pause", "outage", "end", PROBE}  # reasons that are no person's words


class Pieces(Protocol):
    def pieces(self, aftermath_step: int = CUT) -> tuple[tuple[int, float], ...]: ...


class Change(Protocol):
    """What the fold reads of a ClockChange row."""

    kind: str
    wall_ms: int
    step: int
    speed: float | None
    reason: str


@dataclass(frozen=True)
class Timeline:
    """The clock right after one change."""

    pace: Pieces
    wall_ms: int = 0
    step: float = 0.0
    paused: bool = True
    reason: str = "lobby"
    hand: float | None = None  # a hand-set speed ...
    hand_until: int = 0  # ... and the phase boundary that ends it
    aftermath: int = CUT
    epoch: int = 0  # grows with each change
    freezes: tuple[int, ...] = ()  # steps at which it stands by itself, for questions
    frozen: float = 0.0  # seconds of wall time that it will still stand for them

    def at(self, wall_ms: int) -> Timeline:
        """The same clock, carried on to `wall_ms`."""
        if self.paused or wall_ms <= self.wall_ms:
            return replace(self, wall_ms=max(wall_ms, self.wall_ms))
        left = (wall_ms - self.wall_ms) / 1000
        stood = min(left, self.frozen)
        step, frozen, left = self.step, self.frozen - stood, left - stood
        while left > 0 and step < STEPS:
            step, left, frozen = self._leg(step, left)
        return replace(self, wall_ms=wall_ms, step=step, frozen=frozen)

    def _leg(self, step: float, left: float) -> tuple[float, float, float]:
        """To the end of a piece or a freeze, or as far as `left` seconds of wall time go; then
        the step, the seconds left, and those that it will still stand."""
        speed, edge = self._piece(step)
        freeze = self._freeze(step)
        edge = min(edge, freeze)
        taken = min(left, (edge - step) / speed)
        if taken >= left:
            return step + taken * speed, 0.0, 0.0
        left -= taken
        stands = min(left, FREEZE_S) if edge == freeze else 0.0
        return edge, left - stands, FREEZE_S - stands if edge == freeze else 0.0

    def _freeze(self, step: float) -> int:
        """The next step at which it stands by itself; beyond the end when there is none."""
        return min((at for at in self.freezes if at > step), default=STEPS + 1)

    @property
    def stands(self) -> bool:
        """By hand, or for questions."""
        return self.paused or self.frozen > 0

    @property
    def why(self) -> str:
        """Why it stands."""
        return PROBE if self.frozen > 0 and not self.paused else self.reason

    def jumped(self, seconds: int) -> int:
        """The step to which so many simulated seconds lead: at most to the next freeze."""
        return min(STEPS, self.whole() + seconds, self._freeze(self.step))

    def whole(self) -> int:
        """The last step reached."""
        return min(STEPS, int(self.step + EPSILON))

    def speed(self) -> float:
        """Simulated seconds per second when it is not paused."""
        return self._piece(min(self.step, STEPS - 1))[0]

    def by_hand(self) -> float | None:
        """The hand-set speed that holds now."""
        return self.hand if self.step < self.hand_until else None

    def phase(self) -> str:
        """The phase of the clock; a team's view may be over before it."""
        edges = ((OPEN, "preopen"), (self.aftermath, "open"), (STEPS, "aftermath"))
        return next((name for edge, name in edges if self.whole() < edge), "over")

    def changed(self, change: Change) -> Timeline:
        """The clock after `change`; none turns it back, none wakes it after its end."""
        if self.reason == "end":
            return replace(self, epoch=self.epoch + 1)
        now = replace(self.at(max(self.wall_ms, change.wall_ms)), epoch=self.epoch + 1)
        return KINDS[change.kind](now, change)

    def _piece(self, step: float) -> tuple[float, int]:
        """Speed at `step` and the step at which it ends."""
        if self.hand is not None and step < self.hand_until:
            return self.hand, self.hand_until
        pieces = self.pace.pieces(self.aftermath)
        speed = [value for start, value in pieces if start <= step][-1]
        edges = [start for start, _ in pieces if start > step]
        return speed, min([*edges, STEPS])

    def boundary(self) -> int:
        """The next phase boundary."""
        return min(
            edge for edge in (OPEN, self.aftermath, STEPS) if edge > self.step or edge == STEPS
        )


def fold(pace: Pieces, changes: Iterable[Change], freezes: tuple[int, ...] = ()) -> Timeline:
    """The clock after all changes, in the order given."""
    clock = Timeline(pace, freezes=freezes)
    for change in changes:
        clock = clock.changed(change)
    return clock


def _start(now: Timeline, change: Change) -> Timeline:
    return replace(now, step=0.0, paused=False, reason="")


def _pause(now: Timeline, change: Change) -> Timeline:
    """Somebody who types a word of ours as the reason is given it in capitals."""
    ours = change.kind == "pause" and change.reason in OURS
    reason = change.reason.capitalize() if ours else change.reason or change.kind
    return replace(now, paused=True, reason=reason)


def _resume(now: Timeline, change: Change) -> Timeline:
    """What was stopped by hand goes on; what stands for questions alone waits no longer."""
    return replace(now, paused=False, reason="", frozen=now.frozen if now.paused else 0.0)


def _thaw(now: Timeline, change: Change) -> Timeline:
    return replace(now, frozen=0.0)


def _speed(now: Timeline, change: Change) -> Timeline:
    return replace(now, hand=change.speed, hand_until=now.boundary())


def _aftermath(now: Timeline, change: Change) -> Timeline:
    return replace(now, aftermath=change.step, hand=None, freezes=(), frozen=0.0)


def _skip(now: Timeline, change: Change) -> Timeline:
    """On, never back; where that leads to a freeze, it begins."""
    if change.step <= now.step:
        return now
    frozen = FREEZE_S if change.step in now.freezes else 0.0
    return replace(now, step=float(change.step), frozen=frozen)


KINDS = {
    "start": _start,
    "pause": _pause,
    "outage": _pause,
    "end": _pause,
    "resume": _resume,
    "thaw": _thaw,
    "speed": _speed,
    "aftermath": _aftermath,
    "skip": _skip,
}
