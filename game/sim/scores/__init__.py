"""What a morning is worth in points: one file each part, pure functions of the played world.

Formulas: exercise-design, section 4.2; what differs from it is said in docs/validity.md.
"""

from __future__ import annotations

import functools
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from game.sim import actions, desk, evidence, hints
from game.sim.clock import OPEN
from game.sim.parts import Deduction, ScorePart
from game.sim.registry import collect
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World

SCORE_VERSION = 1
FULL = 1000
STANDARD_ERROR = 208  # points, of a single morning: T12 of docs/validity.md; 0: not measured
FIRST_KEY = "kill_switch"
NEVER = 10**6  # later than every step
NO_LOSS_USD = 1_000.0  # on a morning without a fault, what is below it is nobody's loss

Line = tuple[int, int]  # step and number of a line of the team's log


@dataclass(frozen=True)
class Played:
    """What the parts look at: a world at 16:00, its expected loss beside do-nothing's, and the
    part of the clients' business that the oracle serves on this seed."""

    world: World
    loss_usd: float
    do_nothing_usd: float
    oracle_served: float = 1.0

    @property
    def served(self) -> float:
        """Part of the client value that was served, 09:30 to 10:45."""
        state = self.world.state
        return state.served / state.offered if state.offered else 1.0

    @property
    def service(self) -> float:
        """A: what was served beside what the oracle serves, at most 1."""
        return min(1.0, self.served / self.oracle_served) if self.oracle_served else 1.0

    @property
    def informed(self) -> bool:
        """Had the team opened something that speaks of a fault before it first intervened?"""
        first = self.world.state.keys.get("first_contain")
        spoke = [evidence.spoke_at(self.world, key, desk.STRONG) for key in self.world.state.opened]
        return first is None or any(step is not None and step <= first for step in spoke)

    @property
    def hints(self) -> int:
        """Units of help that the team took."""
        return hints.units(self.world)

    @property
    def relapses(self) -> int:
        """Times that the flow came back or spread; a stand-by host that joins is no relapse."""
        state, late = self.world.state, self.world.draws.late
        joined = late >= 0 and state.armed_at[late] >= 0
        return max(0, state.rearms - int(joined))

    @property
    def verified(self) -> int:
        """Step of the first clean check of fills after the last flow; NEVER without one."""
        since = max(self.world.state.flow_stopped, OPEN)
        keys = self.world.state.keys
        calm = [step for key, step in keys.items() if key.startswith("calm:") and step >= since]
        return min(calm, default=NEVER)

    @property
    def signs(self) -> tuple[int, int]:
        """Harmless signs that were looked into and rightly closed, and how many there were."""
        signs = self.world.draws.decoys
        closed = self.world.state.closed
        right = sum(bool(closed[key][2]) for key in signs if key in closed)
        if self.world.fault == "false_position":  # a sign of its own: the books are put straight
            return right + int(not self.world.state.doubled), len(signs) + 1
        return right, len(signs)

    @property
    def cleared(self) -> float:
        """Part of the harmless signs that were looked into and rightly closed."""
        right, every = self.signs
        return right / every if every else 1.0

    @property
    def false_alarms(self) -> int:
        """Declarations taken back; on a morning without a fault also one that stands, unless it
        says of a false position that one system is wrong."""
        incident = self.world.state.incident
        taken_back = int(incident.get("withdrawn", 0))
        if not self.world.no_fault or "declared" not in incident:
            return taken_back
        apt = self.world.fault == "false_position" and incident.get("severity") != "firm"
        return taken_back + int(not apt)

    @property
    def interventions(self) -> list[list[Any]]:
        """Step, number, action and routers; the first key of two has done nothing yet."""
        return [row for row in self.world.state.interventions if row[2] != FIRST_KEY]

    def line_of(self, *actions: str) -> Line | None:
        """Where the team's log says that one of these interventions first took effect."""
        rows = [row for row in self.interventions if not actions or row[2] in actions]
        return (int(rows[0][0]), int(rows[0][1])) if rows else None

    def last_line(self, until: int) -> Line | None:
        """The last intervention that had taken effect by then."""
        rows = [row for row in self.interventions if row[0] <= until]
        return (int(rows[-1][0]), int(rows[-1][1])) if rows else None

    def done(self, *names: str) -> list[Line]:
        """Where the log says that orders of these actions took effect, in the order of time."""
        known = actions.catalogue()
        titles = [title for name in names if name in known for title in known[name].titles]
        log = self.world.state.log
        ordered = {row[1] for row in log if row[3] == "ordered" and _is_of(row[4], titles)}
        return [(int(row[0]), int(row[1])) for row in log if row[3] == "done" and row[1] in ordered]


def _is_of(row: list[object], titles: list[Text]) -> bool:
    line = Text.of(row)
    return line in titles or line.params.get("action") in titles


class Waterfall:
    """From a part's maximum down to its points, in whole points; every fall says why."""

    def __init__(self, most: int) -> None:
        self._most, self._exact = most, float(most)
        self.falls: list[Deduction] = []
        self.lines: list[Text] = []

    @property
    def points(self) -> int:
        return round(self._exact)

    @property
    def value(self) -> float:
        """What is left, of 1."""
        return self._exact / self._most

    def to(self, value: float, why: Text, line: Line | None = None) -> None:
        """Fall to a value of 1 (never rise). `line` is where in the log the cause stands."""
        before = self.points
        self._exact = min(self._exact, self._most * value)
        lost = before - self.points
        if lost:
            step, seq = line or (None, None)
            self.falls.append(Deduction(lost, why, seq or None, step))

    def times(self, factor: float, why: Text, line: Line | None = None) -> None:
        """Keep this part of what is left."""
        self.to(self.value * factor, why, line)


class Rule:
    """One part of the score; `share` of 1000 points at value 1."""

    key: ClassVar[str]
    title: ClassVar[Text]
    share: ClassVar[int]

    def judge(self, played: Played, fall: Waterfall) -> None:
        """Let the part fall from its maximum to what the morning earned."""
        raise NotImplementedError


@functools.cache
def catalogue() -> dict[str, Rule]:
    """All parts by file name."""
    return collect(sys.modules[__name__], Rule)


def score(played: Played) -> list[ScorePart]:
    """The parts, in the order of their weight."""
    parts = []
    for rule in sorted(catalogue().values(), key=lambda rule: -rule.share):
        fall = Waterfall(rule.share)
        rule.judge(played, fall)
        told = tuple(fall.lines), tuple(fall.falls)
        part = ScorePart(rule.key, rule.title, fall.value, fall.points, rule.share, *told)
        parts.append(part)
    return parts


def cleared_words(played: Played) -> Text:
    """What became of the harmless signs."""
    right, every = played.signs
    if not every:
        return text("There was no harmless sign to clear.")
    if right == every:
        return text("You looked into every harmless sign and closed it.")
    return text("You closed {right} of {every} harmless signs.", right=right, every=every)


def hint_deductions(played: Played) -> list[Deduction]:
    """What help cost, hint by hint."""
    return [
        Deduction(hints.POINTS * units, text("A hint."), seq, step)
        for step, _rung, units, _message, seq in played.world.state.hints
        if units
    ]


def rank_key(total: int, played: Played, diagnosis_points: int) -> tuple[int, int, float, int, int]:
    """Sorts teams of one exercise, the best first; equal keys share a rank.

    Ties: earlier verified containment, more of the clients served, the better diagnosis, fewer
    hints.
    """
    service = -round(played.service, 4)
    return -max(0, total), played.verified, service, -diagnosis_points, played.hints
