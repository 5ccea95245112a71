"""What a team's log says of the tasks of the evaluation guide that its screens do not show.

With the truth beside it: for those who run or watch the room alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from game import sim
from game.models import Team
from game.runtime import lives
from game.runtime.clocks import Clock

RECEIVERS = ("clients", "exchange", "regulator", "board", "press")


@dataclass(frozen=True)
class Recorded:
    """Steps, None: never; the position in cents. `told` has the first word to each receiver."""

    told: dict[str, int]
    last_word: int | None
    false: int  # notices of which something was not true when it was said
    checked: int | None  # fills, the last time
    gross_cents: int  # what the firm holds and did not mean to
    serving: int  # routers that take orders
    routers: int
    faulty: int  # that would mis-execute the next flagged order
    away: bool  # clients were told to go elsewhere, and not to come back
    looks: Looks


@dataclass(frozen=True)
class Looks:
    """How right the belief board was at the unannounced times when it was looked at.

    Percent, None: never said, or no such router at any of those times.
    """

    times: int
    empty: int
    mechanism: int  # times at which it named what is so
    guilty: int | None  # given on average to routers that would mis-execute
    others: int | None


def recorded(team: Team, clock: Clock) -> Recorded:
    """The team's records at the step of its clock."""
    lives.move(lives.Goal(team.pk, clock), frozenset())
    with lives.world_where_it_is(team.pk) as world:
        return _recorded(world)


def _recorded(world: sim.World) -> Recorded:
    state = world.state
    rows = [(int(step), data) for step, _, kind, data in state.records if kind == "notice"]
    notices = [(step, data) for step, data in rows if data.get("to") in RECEIVERS]
    told: dict[str, int] = {}
    for step, data in notices:
        told.setdefault(str(data.get("to")), step)
    checks = state.acts.get("verify_flow", [])
    return Recorded(
        told=told,
        last_word=notices[-1][0] if notices else None,
        false=sum(bool(data.get("wrong")) for _, data in notices),
        checked=checks[-1] if checks else None,
        gross_cents=round(100 * float((abs(state.position) * state.mid).sum())),
        serving=int(world.fleet.takes_orders().sum()),
        routers=world.routers,
        faulty=sum(bool(world.mis_executes(host)) for host in range(world.routers)),
        away="clients_away" in state.keys,
        looks=_looks(state.samples),
    )


def _looks(samples: list[list[Any]]) -> Looks:
    pairs = [
        (int(percent), bool(truth))
        for _, p, _, truths, _ in samples
        for percent, truth in zip(p, truths, strict=False)
    ]
    return Looks(
        times=len(samples),
        empty=sum(not row[1] for row in samples),
        mechanism=sum(bool(row[2]) and row[2] == row[4] for row in samples),
        guilty=_mean([percent for percent, truth in pairs if truth]),
        others=_mean([percent for percent, truth in pairs if not truth]),
    )


def _mean(percents: list[int]) -> int | None:
    return round(sum(percents) / len(percents)) if percents else None
