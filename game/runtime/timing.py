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

    def at(self, wall_ms: int) -> Timeline:
        """The same clock, carried on to `wall_ms`."""
        if self.paused or wall_ms <= self.wall_ms:
            return replace(self, wall_ms=max(wall_ms, self.wall_ms))
        step, left = self.step, (wall_ms - self.wall_ms) / 1000
        while left > 0 and step < STEPS:
            speed, edge = self._piece(step)
            taken = min(left, (edge - step) / speed)
            step = edge if taken < left else step + taken * speed
            left -= taken
        return replace(self, wall_ms=wall_ms, step=step)

    def whole(self) -> int:
        """The last step reached."""
        return min(STEPS, int(self.step + EPSILON))

    def speed(self) -> float:
        """Simulated seconds per second when it is not paused."""
        return self._piece(min(self.step, STEPS - 1))[0]

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


def fold(pace: Pieces, changes: Iterable[Change]) -> Timeline:
    """The clock after all changes, in the order given."""
    clock = Timeline(pace)
    for change in changes:
        clock = clock.changed(change)
    return clock


def _start(now: Timeline, change: Change) -> Timeline:
    return replace(now, step=0.0, paused=False, reason="")


def _pause(now: Timeline, change: Change) -> Timeline:
    return replace(now, paused=True, reason=change.reason or change.kind)


def _resume(now: Timeline, change: Change) -> Timeline:
    return replace(now, paused=False, reason="")


def _speed(now: Timeline, change: Change) -> Timeline:
    return replace(now, hand=change.speed, hand_until=now.boundary())


def _aftermath(now: Timeline, change: Change) -> Timeline:
    return replace(now, aftermath=change.step, hand=None)


def _skip(now: Timeline, change: Change) -> Timeline:
    return replace(now, step=max(now.step, float(change.step)))


KINDS = {
    "start": _start,
    "pause": _pause,
    "outage": _pause,
    "end": _pause,
    "resume": _resume,
    "speed": _speed,
    "aftermath": _aftermath,
    "skip": _skip,
}
