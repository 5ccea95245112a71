"""One seed's mornings: each team shares the morning of nobody until its first order.

Up to 10:16 every second is played, and later as long as a team is awake or anything sends or
is under way. What remains of the day is closed in strides (game/sim/afternoon.py).
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from game import sim
from game.management.mornings import IDLE
from game.management.study_players import player
from game.sim import afternoon
from game.sim.glimpse import glimpse
from game.sim.replay import ordered, play_on
from game.sim.teams import Team
from game.sim.valuation import mean_loss

Row = dict[str, Any]
Maker = Callable[[sim.Scenario], Team]
ORACLE = "oracle"
LOOK_S = 60


@dataclass(frozen=True)
class Baseline:
    """What every score of a seed is measured against."""

    do_nothing_usd: float
    oracle_served: float  # part of the clients' business


@dataclass(frozen=True)
class Piece:
    """One seed of a scenario's variant and the teams that still have to play it."""

    scenario: str
    seed: int
    teams: tuple[str, ...]
    baseline: Baseline | None = None
    variant: str = ""


@dataclass
class Played:
    """A taped world at the end of its day, and the log that led to it."""

    world: sim.World
    entries: list[sim.Entry] = field(default_factory=list)


def rows_of(piece: Piece) -> list[Row]:
    """Play one seed with each of its teams; the baseline's too, unless it is known."""
    scenario = scenario_of(piece.scenario, piece.variant)
    names = piece.teams if piece.baseline else dict.fromkeys((IDLE, ORACLE, *piece.teams))
    played = mornings(scenario, piece.seed, list(names))
    baseline = piece.baseline or baseline_of(played)
    return [
        {"team": name, "variant": piece.variant, "seed": piece.seed} | figures(one, baseline)
        for name, one in played.items()
    ]


@functools.cache
def scenario_of(name: str, variant: str) -> sim.Scenario:
    """A scenario's variant. `v1/8` is v1 with host 8 as the one that the release missed;
    `v1/disk.clock` is v1 with just these harmless signs, on the hosts that the seed draws."""
    plain, _, forced = variant.partition("/")
    scenario = sim.load(name, variant=plain)
    if not forced:
        return scenario
    values = {"fleet": {"stale": [int(forced)]}} if forced.isdigit() else _signs(forced)
    kept = {key: scenario[key] | value for key, value in values.items()}
    return dataclasses.replace(scenario, values=scenario.values | kept)


def _signs(forced: str) -> dict[str, dict[str, object]]:
    kinds = forced.split(".")
    return {"decoys": {"kinds": kinds, "count": len(kinds)}}


def baseline_of(played: Mapping[str, Played]) -> Baseline:
    """From the mornings of nobody and of the oracle, which must be among them."""
    nothing, best = played[IDLE].world, played[ORACLE].world
    return Baseline(float(round(mean_loss(nothing))), _served(best))


def _served(world: sim.World) -> float:
    return world.state.served / world.state.offered if world.state.offered else 1.0


def figures(played: Played, baseline: Baseline) -> Row:
    """What a study keeps of a morning."""
    world, loss = played.world, float(round(mean_loss(played.world)))
    found = sim.score(world, loss, baseline.do_nothing_usd, baseline.oracle_served)
    return {
        "total": found["signed"],  # pages floor it at zero
        "parts": {part["key"]: part["points"] for part in found["parts"]},
        "service": found["service"],
        "served": _served(world),
        "loss_usd": round(loss),
        "do_nothing_usd": round(baseline.do_nothing_usd),
        "relapses": world.state.rearms,
        "orders": len(played.entries),
    }


def totals_of(piece: Piece, makers: Mapping[str, Maker]) -> dict[str, int]:
    """Signed totals of other teams on a morning whose baseline is known."""
    assert piece.baseline is not None
    scenario = scenario_of(piece.scenario, piece.variant)
    played = dict(from_trunk(scenario, piece.seed, 0, makers))
    return {name: figures(one, piece.baseline)["total"] for name, one in played.items()}


def mornings(scenario: sim.Scenario, seed: int, names: list[str]) -> dict[str, Played]:
    """The morning of each team, in the order of the names. Teams of one index share a trunk."""
    players = {name: player(name) for name in names}
    played: dict[str, Played] = {}
    for index in sorted({one.index for one in players.values()}):
        mine = {
            name: functools.partial(one.team, seed=seed)
            for name, one in players.items()
            if one.index == index
        }
        played |= dict(from_trunk(scenario, seed, index, mine))
    return {name: played[name] for name in names}


def from_trunk(
    scenario: sim.Scenario, seed: int, index: int, makers: Mapping[str, Maker]
) -> Iterator[tuple[str, Played]]:
    """Advance the morning of nobody; each team leaves it when its first order is taken."""
    trunk = sim.start(scenario, seed, index, taped=True)
    waiting = {name: make(trunk.scenario) for name, make in makers.items()}
    while waiting:
        yield from _parted(trunk, waiting)
        wake = min((max(team.wake, trunk.step + 1) for team in waiting.values()), default=0)
        if not 0 < wake < sim.STEPS:
            break
        trunk.advance([], wake)
    if waiting:
        nobody = Team()
        nobody.wake = sim.STEPS
        _finish(trunk, nobody, [])
    yield from ((name, Played(trunk)) for name in waiting)


def _parted(trunk: sim.World, waiting: dict[str, Team]) -> Iterator[tuple[str, Played]]:
    """Whoever is awake looks at what all of them see; who orders goes its own way to the end."""
    awake = [name for name, team in waiting.items() if trunk.step >= team.wake]
    view = glimpse(trunk, sim.ALL_SEATS) if awake else None
    for name in awake:
        assert view is not None
        entries = ordered(trunk, waiting[name], view, 0)
        if entries:
            team, world = waiting.pop(name), trunk.fork()
            world.advance(entries, min(max(team.wake, world.step + 1), sim.STEPS))
            _finish(world, team, entries)
            yield name, Played(world, entries)


def _finish(world: sim.World, team: Team, entries: list[sim.Entry]) -> None:
    """Play on until nothing can happen any more but prices and the unwind; close the day."""
    play_on(world, team, entries, afternoon.SETTLED, glimpse)
    while world.step < sim.STEPS and not (team.wake >= sim.STEPS and afternoon.at_rest(world)):
        play_on(world, team, entries, min(world.step + LOOK_S, sim.STEPS), glimpse)
    if world.step < sim.STEPS:
        afternoon.close(world)
