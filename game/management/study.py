"""Scripted teams over many seeds: rows that are computed once, and their means.

A seed's teams are one piece of work, because they share its do-nothing run. Rows are kept as
JSON lines under a name that changes with the simulation's version and code and with the
scenario: what was computed by other code is never taken for a figure of this one.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from game import sim
from game.management.mornings import IDLE
from game.sim import orders
from game.sim.fleet import SERVICE_TO
from game.sim.replay import play_on
from game.sim.scores import SCORE_VERSION

Row = dict[str, Any]
KEPT = ("service", "total")
MOST_SEEDS = 10_000


class BadStudy(ValueError):
    """Words that name no team, scenario or seed; the message says which."""


@dataclass(frozen=True)
class Piece:
    """One seed and the teams that still have to play it."""

    scenario: str
    seed: int
    teams: tuple[str, ...]
    do_nothing_usd: float | None


@dataclass(frozen=True)
class Study:
    """What was asked for."""

    scenario: str
    teams: tuple[str, ...]
    seeds: tuple[int, ...]

    def pairs(self) -> Iterator[tuple[str, int]]:
        return ((team, seed) for team in self.teams for seed in self.seeds)


def asked(scenario: str, teams: str, seeds: str) -> Study:
    """A study from the words of the command line. Raises BadStudy."""
    if scenario not in sim.scenario_names():
        raise BadStudy(f"no scenario {scenario!r}; there are {', '.join(sim.scenario_names())}")
    names = tuple(dict.fromkeys(word.strip().replace("-", "_") for word in teams.split(",")))
    for name in names:
        if name not in sim.TEAMS:
            raise BadStudy(f"no team {name!r}; there are {', '.join(sim.TEAMS)}")
    return Study(scenario, names, seeds_of(seeds))


def seeds_of(words: str) -> tuple[int, ...]:
    """Practice seeds of "1-3,7", in order, each once. Raises BadStudy."""
    found: list[int] = []
    for part in words.split(","):
        first, dash, last = part.strip().partition("-")
        numbers = [first, last if dash else first]
        if not all(word.isdecimal() and len(word) <= 18 for word in numbers):
            raise BadStudy(f"{words!r} is not a list of seeds such as 1-12,101")
        low, high = (int(word) for word in numbers)
        if high < low or high - low >= MOST_SEEDS:
            raise BadStudy(f"{part.strip()!r} holds no seeds, or more than {MOST_SEEDS}")
        found += range(low, high + 1)
    return tuple(dict.fromkeys(found))


# One seed


def rows_of(piece: Piece) -> list[Row]:
    """Play one seed with each of its teams; do-nothing too, unless its loss is known."""
    scenario = sim.load(piece.scenario)
    nothing = piece.do_nothing_usd
    rows = []
    for team in [*([IDLE] if nothing is None else []), *(t for t in piece.teams if t != IDLE)]:
        world, entries = played(scenario, team, piece.seed)
        loss = sim.value(world)[0].total
        nothing = loss if nothing is None else nothing
        rows.append(_row(world, team, piece.seed, (loss, nothing)) | {"orders": len(entries)})
    return rows


def played(
    scenario: sim.Scenario, team: str, seed: int, *, whole: bool = False
) -> tuple[sim.World, list[sim.Entry]]:
    """A taped morning. Of an afternoon at rest only the unwind is played, unless `whole`."""
    world, entries = sim.start(scenario, seed, taped=True), list[sim.Entry]()
    player = sim.TEAMS[team](scenario, seed)
    play_on(world, player, entries, SERVICE_TO)
    if whole or player.wake < sim.STEPS or not at_rest(world):
        play_on(world, player, entries, sim.STEPS)
    elif world.state.position.any():
        world.close_the_day()
    return world, entries


def at_rest(world: sim.World) -> bool:
    """Nothing is under way, nothing sends, and no router can come to send: only prices move."""
    state, builds = world.state, world.scenario.builds
    old = np.array([build.power_peg and not build.rlp for build in builds])[state.running]
    arms = state.flag_on and bool((old & world.fleet.takes_orders()).any())
    shut = not state.intake or state.killed or not state.venue
    return not (state.pending or len(orders.loops(world).parent) or (arms and not shut))


def _row(world: sim.World, team: str, seed: int, loss: tuple[float, float]) -> Row:
    found = sim.score(world, *loss)
    parts = {part["key"]: part["points"] for part in found["parts"]}
    return {
        "team": team,
        "seed": seed,
        "total": sum(parts.values()),  # signed; pages floor it at zero
        "parts": parts,
        "service": found["service"],
        "loss_usd": round(loss[0]),
        "do_nothing_usd": round(loss[1]),
        "relapses": world.state.rearms,
    }


# Many seeds


class Cache:
    """Rows on disk: JSON lines, one file for each scenario and each state of the code."""

    def __init__(self, folder: Path, scenario: sim.Scenario) -> None:
        name = f"{scenario.name}-{sim.VERSION}-{SCORE_VERSION}-{scenario.hash}-{code()}.jsonl"
        self._file = folder / name
        self.rows: dict[tuple[str, int], Row] = {}
        if self._file.exists():
            self._read(self._file.read_text())

    def _read(self, lines: str) -> None:
        """A line that was cut off when a study was ended is computed again."""
        for line in lines.splitlines():
            try:
                row = json.loads(line)
            except ValueError:
                continue
            self.rows[row["team"], row["seed"]] = row

    def add(self, rows: Iterable[Row]) -> None:
        """Keep rows. Each begins on a line of its own, whatever the file ended with."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("a") as file:
            for row in rows:
                file.write(f"\n{json.dumps(row)}\n")
                self.rows[row["team"], row["seed"]] = row

    def pieces(self, study: Study) -> list[Piece]:
        """What is not there yet, seed by seed."""
        found = []
        for seed in study.seeds:
            teams = tuple(team for team in study.teams if (team, seed) not in self.rows)
            idle = self.rows.get((IDLE, seed))
            if teams:
                loss = float(idle["loss_usd"]) if idle else None
                found.append(Piece(study.scenario, seed, teams, loss))
        return found


def code() -> str:
    """Hash of the simulation's own files: figures belong to the code that gave them."""
    folder = Path(sim.__file__).parent
    found = hashlib.blake2b(digest_size=6)
    for file in sorted(folder.rglob("*")):
        if file.suffix in (".py", ".toml"):
            found.update(file.read_bytes())
    return found.hexdigest()


def run(study: Study, folder: Path, processes: int) -> dict[str, Any]:
    """Compute what is missing, keep it as it comes, and sum up."""
    scenario = sim.load(study.scenario)
    cache = Cache(folder, scenario)
    pieces = cache.pieces(study)
    _compute(pieces, min(processes, len(pieces)), cache.add)
    rows = [cache.rows[pair] for pair in study.pairs()]
    return {
        "scenario": scenario.name,
        "scenario_hash": scenario.hash,
        "sim_version": sim.VERSION,
        "score_version": SCORE_VERSION,
        "seeds": list(study.seeds),
        "computed": sum(len(piece.teams) for piece in pieces),
        "teams": {
            team: summed([row for row in rows if row["team"] == team]) for team in study.teams
        },
        "rows": rows,
    }


def _compute(pieces: Sequence[Piece], processes: int, keep: Callable[[list[Row]], None]) -> None:
    if processes <= 1:
        for piece in pieces:
            keep(rows_of(piece))
        return
    # A fork would carry the parent's threads' locks along; a spawned process starts clean.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        for done in as_completed([pool.submit(rows_of, piece) for piece in pieces]):
            keep(done.result())


def summed(rows: Sequence[Row]) -> dict[str, Any]:
    """Mean and standard deviation (of a sample) of the points, in all and by part."""
    parts = {key: _spread([row["parts"][key] for row in rows]) for key in rows[0]["parts"]}
    return {**_spread([row["total"] for row in rows]), "n": len(rows), "parts": parts}


def _spread(points: Sequence[float]) -> dict[str, float]:
    sd = statistics.stdev(points) if len(points) > 1 else 0.0
    return {"mean": round(statistics.fmean(points), 1), "sd": round(sd, 1)}


def table(found: dict[str, Any]) -> str:
    """The means as Markdown, the best team first."""
    teams = sorted(found["teams"].items(), key=lambda item: -item[1]["mean"])
    keys = list(teams[0][1]["parts"])
    lines = [f"| team | n | mean | sd | {' | '.join(keys)} |", "|---|" + "---|" * (3 + len(keys))]
    for name, team in teams:
        parts = " | ".join(f"{team['parts'][key]['mean']:.0f}" for key in keys)
        lines.append(f"| {name} | {team['n']} | {team['mean']:.0f} | {team['sd']:.0f} | {parts} |")
    return "\n".join(lines) + "\n"
