"""Scripted teams over many seeds and variants: what was asked for, and its means."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from game import clock, sim
from game.management import study_pool, study_rows
from game.management.mornings import IDLE
from game.management.study_mornings import ORACLE, Baseline, Piece, Row, rows_of
from game.management.study_players import player
from game.management.study_pool import Keep
from game.management.study_rows import Cache, Key
from game.sim.scores import SCORE_VERSION

MOST_SEEDS = 10_000
EVERY_S = 10.0  # between two lines of progress


class BadStudy(ValueError):
    """Words that name no team, scenario, variant or seed; the message says which."""


@dataclass(frozen=True)
class Study:
    """What was asked for. A plain scenario has the one variant ""; "" of another is drawn."""

    scenario: str
    teams: tuple[str, ...]
    seeds: tuple[int, ...]
    variants: tuple[str, ...] = ("",)

    def wanted(self) -> Iterator[Key]:
        return (
            (team, variant, seed)
            for team in self.teams
            for variant in self.variants
            for seed in self.seeds
        )


@dataclass(frozen=True)
class Means:
    """With what a study is computed."""

    processes: int = 1
    compute: Callable[[Sequence[Piece], int, Keep], None] = study_pool.compute
    progress: TextIO | None = field(default=None)


def asked(scenario: str, teams: str, seeds: str, variants: str = "") -> Study:
    """A study from the words of the command line. Raises BadStudy."""
    if scenario not in sim.scenario_names():
        raise BadStudy(f"no scenario {scenario!r}; there are {', '.join(sim.scenario_names())}")
    names = tuple(dict.fromkeys(word.strip().replace("-", "_") for word in teams.split(",")))
    for name in names:
        _known(name)
    return Study(scenario, names, seeds_of(seeds), _variants(scenario, variants))


def _known(name: str) -> None:
    try:
        player(name)
    except KeyError:
        raise BadStudy(f"no team {name!r}; there are {', '.join(sim.TEAMS)}") from None


def _variants(scenario: str, words: str) -> tuple[str, ...]:
    known = tuple(sim.load(scenario).variants)
    names = known if words == "all" else tuple(dict.fromkeys(words.split(",")))
    for name in names if words else ():
        if name.partition("/")[0] not in known:
            raise BadStudy(f"no variant {name!r} of {scenario}; there are {', '.join(known)}")
    return names


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


def pieces(study: Study, cache: Cache) -> list[Piece]:
    """What is not kept yet, seed by seed: a study that is ended early has whole seeds."""
    found = []
    for seed in study.seeds:
        for variant in study.variants:
            teams = tuple(t for t in study.teams if (t, variant, seed) not in cache.rows)
            if teams:
                known = baseline(cache, variant, seed)
                found.append(Piece(study.scenario, seed, teams, known, variant))
    return found


def baseline(cache: Cache, variant: str, seed: int) -> Baseline | None:
    """What the scores of a seed are measured against, if it is kept."""
    idle, best = (cache.rows.get((team, variant, seed)) for team in (IDLE, ORACLE))
    if idle is None or best is None:
        return None
    return Baseline(float(idle["loss_usd"]), best["served"])


def run(study: Study, folder: Path, means: Means) -> dict[str, Any]:
    """Compute what is missing, keep it as it comes, and sum up."""
    scenario = sim.load(study.scenario)
    rows, computed = compute(study, folder, means)
    return {
        "scenario": scenario.name,
        "scenario_hash": scenario.hash,
        "sim_version": sim.VERSION,
        "score_version": SCORE_VERSION,
        "code": study_rows.code(),
        "seeds": list(study.seeds),
        "computed": computed,
        "teams": by_team(study.teams, rows),
        "variants": {
            name: by_team(study.teams, [row for row in rows if row["variant"] == name])
            for name in study.variants
            if name
        },
        "rows": rows,
    }


def compute(study: Study, folder: Path, means: Means) -> tuple[list[Row], int]:
    """The rows that were asked for, and how many of them were not kept from before."""
    cache = Cache(folder, sim.load(study.scenario))
    missing = pieces(study, cache)
    keep = _Progress(cache, missing, means.progress)
    means.compute(missing, means.processes, keep)
    return [cache.rows[key] for key in study.wanted()], sum(len(p.teams) for p in missing)


class _Progress:
    """Keeps rows and says now and then how far it is."""

    def __init__(self, cache: Cache, missing: Sequence[Piece], out: TextIO | None) -> None:
        self._cache, self._out = cache, out
        self._left = sum(len(piece.teams) for piece in missing)
        self._done, self._began, self._said = 0, clock.monotonic(), clock.monotonic()

    def __call__(self, rows: list[Row]) -> None:
        self._cache.add(rows)
        self._done += len(rows)
        now = clock.monotonic()
        if self._out and now - self._said >= EVERY_S:
            self._said, each = now, (now - self._began) / self._done
            left = max(self._left - self._done, 0)
            words = f"{self._done} mornings, {each:.2f} s each, {left * each / 60:.0f} minutes left"
            print(words, file=self._out, flush=True)


def by_team(teams: Sequence[str], rows: Sequence[Row]) -> dict[str, Any]:
    """Means of each team over these rows."""
    return {team: summed([row for row in rows if row["team"] == team]) for team in teams}


def summed(rows: Sequence[Row]) -> dict[str, Any]:
    """Mean and standard deviation (of a sample) of the points, in all and by part."""
    parts = {key: _spread([row["parts"][key] for row in rows]) for key in rows[0]["parts"]}
    return {**_spread([row["total"] for row in rows]), "n": len(rows), "parts": parts}


def _spread(points: Sequence[float]) -> dict[str, float]:
    sd = statistics.stdev(points) if len(points) > 1 else 0.0
    return {"mean": round(statistics.fmean(points), 1), "sd": round(sd, 1)}


def table(teams: dict[str, Any]) -> str:
    """The means as Markdown, the best team first."""
    ranked = sorted(teams.items(), key=lambda item: -item[1]["mean"])
    keys = list(ranked[0][1]["parts"])
    lines = [f"| team | n | mean | sd | {' | '.join(keys)} |", "|---|" + "---|" * (3 + len(keys))]
    for name, team in ranked:
        parts = " | ".join(f"{team['parts'][key]['mean']:.0f}" for key in keys)
        lines.append(f"| {name} | {team['n']} | {team['mean']:.0f} | {team['sd']:.0f} | {parts} |")
    return "\n".join(lines) + "\n"


def tables(found: dict[str, Any]) -> str:
    """A table of everything, then one of each variant."""
    parts = [table(found["teams"])]
    parts += [f"{name}\n\n{table(teams)}" for name, teams in found["variants"].items()]
    return "\n".join(parts)


__all__ = [
    "BadStudy",
    "Cache",
    "Means",
    "Piece",
    "Row",
    "Study",
    "asked",
    "rows_of",
    "run",
    "seeds_of",
    "table",
    "tables",
]  # fmt: skip
