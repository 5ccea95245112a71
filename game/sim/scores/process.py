"""P: did the team work and speak as a good desk does? Ten items that a machine can judge.

What was said in a form is compared with the truth of that second; free text is never read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from game.sim.clock import CUT, OPEN
from game.sim.desk import CALM_S
from game.sim.scores import FIRST_KEY, Line, Played, Rule, Waterfall
from game.sim.text import Text, text

MINUTE = 60
ONE_DECISION_S = 120  # the same control on several routers at once is one decision
DECIDED_S = 600  # a decision record counts for what follows within ten minutes
FALSE = 0.5
SURE = ("firm", "system")
ALIAS = {"confirm_kill": FIRST_KEY}


class Process(Rule):
    key = "P"
    title = text("Process and communication")
    share = 150

    def judge(self, played: Played, fall: Waterfall) -> None:
        """The mean of the items that this morning had an occasion for; ten with an incident."""
        told = _Told(played)
        items = ITEMS if told.declared is not None or not played.world.no_fault else QUIET
        left = 1.0
        for item in items:
            value, line = item.judge(told)
            left -= (1.0 - value) / len(items)
            part = round(100 * value)
            fall.to(left, text("{what} ({part} percent).", what=item.title, part=part), line)


@dataclass(frozen=True)
class _Record:
    """A form that was filled in, and whether a material field of it was false."""

    step: int
    seq: int
    kind: str
    data: dict[str, Any]

    @property
    def worth(self) -> float:
        return FALSE if self.data.get("wrong") else 1.0


Judged = tuple[float, Line | None]


class _Told:
    """What the records of a morning say, and since when an incident was declared."""

    def __init__(self, played: Played) -> None:
        self.played = played
        self.records = [_Record(*row) for row in played.world.state.records]
        incident = played.world.state.incident
        self.severity = str(incident.get("severity", ""))
        declared = played.done("declare")
        self.declared = declared[0][0] if declared else None
        self.last = declared[0] if declared else None
        self.claimed = int(incident.get("claimed", CUT))

    def of(self, *kinds: str) -> list[_Record]:
        return [row for row in self.records if row.kind in kinds]

    def notices(self, *receivers: str) -> list[_Record]:
        return [row for row in self.of("notice") if row.data.get("to") in receivers]

    def within(self, rows: list[_Record], minutes: int) -> Judged:
        """The first form in time: 1, or a half when it says something false."""
        due = self._from + minutes * MINUTE
        timely = [row for row in rows if self.declared is not None and row.step <= due]
        if not timely:
            return 0.0, (rows[0].step, rows[0].seq) if rows else self.last
        return timely[0].worth, (timely[0].step, timely[0].seq)

    @property
    def _from(self) -> int:
        return self.declared or 0

    @property
    def decisions(self) -> list[tuple[int, int, str]]:
        """Interventions, those of one kind at about one time taken together."""
        found: list[tuple[int, int, str]] = []
        for step, seq, action, _ in self.played.interventions:
            same = [row for row in found if row[2] == action and step - row[0] <= ONE_DECISION_S]
            if not same:
                found.append((step, seq, action))
        return found


def _share(rows: list[tuple[bool, Line]]) -> Judged:
    """Part of the occasions that were met, and the first that was not; none met without any."""
    missed = [line for met, line in rows if not met]
    value = (len(rows) - len(missed)) / len(rows) if rows else 0.0
    return value, missed[0] if missed else None


def _named(told: _Told) -> Judged:
    return told.within(told.of("assign"), 2)


def _severity(told: _Told) -> Judged:
    return (1.0 if told.severity in SURE else 0.5 if told.severity else 0.0), told.last


def _decided(told: _Told) -> Judged:
    rows = [(_before(told, *row), (row[0], row[1])) for row in told.decisions]
    return _share(rows)


def _before(told: _Told, step: int, seq: int, action: str) -> bool:
    """Was this intervention written down before it was ordered?"""
    return any(
        record.seq < seq
        and step - record.step <= DECIDED_S
        and record.data.get("action", action) in (action, ALIAS.get(action))
        for record in told.of("decision")
    )


def _verified(told: _Told) -> Judged:
    """A check within three minutes of when it can first be clean."""
    checks = [step for step, _ in told.played.done("verify_flow")]
    rows = []
    for step, seq, _ in told.decisions:
        first = max(step, OPEN) + CALM_S
        rows.append((any(step < check <= first + CALM_S for check in checks), (step, seq)))
    return _share(rows)


def _read_back(told: _Told) -> Judged:
    heard = {row.data.get("of") for row in told.of("read_back")}
    return _share([(row.seq in heard, (row.step, row.seq)) for row in told.of("assign")])


def _outside(told: _Told) -> Judged:
    """Clients and exchange, each within five minutes."""
    both = [told.within(told.notices(receiver), 5) for receiver in ("clients", "exchange")]
    lines = [line for value, line in both if value < 1]
    return sum(value for value, _ in both) / 2, lines[0] if lines else None


def _above(told: _Told) -> Judged:
    return told.within(told.notices("regulator", "board"), 15)


def _updated(told: _Told) -> Judged:
    """No gap above twenty minutes from the declaration until it was reported contained; every
    notice that says when the next one comes counts."""
    if told.declared is None:
        return 0.0, None
    until = max(told.declared, told.claimed)
    said = [row for row in told.of("notice") if row.data.get("next") and row.step >= told.declared]
    steps = [told.declared, *(row.step for row in said if row.step < until), until]
    gaps = [late - early <= 20 * MINUTE for early, late in pairwise(steps)]
    value = sum(gaps) / len(gaps) if said else 0.0
    false = [row for row in said if row.worth < 1]
    return value * (FALSE if false else 1.0), (false[0].step, false[0].seq) if false else told.last


def _held(told: _Told) -> Judged:
    return (1.0 if told.of("hold") else 0.0), told.last


def _reported(told: _Told) -> Judged:
    """Reported as contained after a check had shown it; half when it was said too early."""
    claims = told.played.done("claim_contained")
    if not claims:
        return 0.0, told.last
    return (1.0 if claims[-1][0] >= told.played.verified else FALSE), claims[-1]


def _looked(told: _Told) -> Judged:
    """On a quiet morning: one check of fills after the open."""
    checks = [line for line in told.played.done("verify_flow") if line[0] >= OPEN]
    return (1.0 if checks else 0.0), None


def _tasked(told: _Told) -> Judged:
    return (1.0 if told.of("assign") else 0.0), None


@dataclass(frozen=True)
class _Item:
    title: Text
    judge: Callable[[_Told], Judged]


ASSIGNED = text("Tasks were given to seats")
READ_BACK = text("Tasks were read back")

ITEMS = (
    _Item(text("Tasks were given to seats within two minutes of the declaration"), _named),
    _Item(text("The declaration said how bad it is"), _severity),
    _Item(text("Each intervention was written down before it was ordered"), _decided),
    _Item(text("Fills were checked after each intervention"), _verified),
    _Item(READ_BACK, _read_back),
    _Item(text("Clients and exchange were told the truth within five minutes"), _outside),
    _Item(text("Regulator or board were told the truth within fifteen minutes"), _above),
    _Item(text("No silence of more than twenty minutes"), _updated),
    _Item(text("Evidence was put on hold"), _held),
    _Item(text("It was reported as contained when a check had shown it"), _reported),
)
QUIET = (
    _Item(ASSIGNED, _tasked),
    _Item(READ_BACK, _read_back),
    _Item(text("Fills were checked after the open"), _looked),
)
