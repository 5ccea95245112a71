"""What a study can say: acceptance tests of a score, each passed, failed or not measured."""

from __future__ import annotations

import copy
import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game import sim
from game.management.study_mornings import Row

F64 = NDArray[np.float64]
SCENARIO = "knight"
PASS, FAIL, OPEN = "pass", "fail", "not measured"
EXPLAINED = "fail, explained below"


class NotMeasured(Exception):
    """What a test needs is not there; the message says what."""


@dataclass(frozen=True)
class Finding:
    """One acceptance test and what came of it."""

    key: str
    requirement: str
    threshold: str
    figure: str
    verdict: str


def judged(
    key: str, requirement: str, threshold: str, test: Callable[[], tuple[bool, str]]
) -> Finding:
    """Run a test; one that lacks something reads as not measured, never as passed."""
    try:
        passed, figure = test()
    except NotMeasured as why:
        return Finding(key, requirement, threshold, str(why), OPEN)
    return Finding(key, requirement, threshold, figure, PASS if passed else FAIL)


class Panel:
    """The points of teams by variant and seed; under other weights of the parts if asked."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.keys = list(rows[0]["parts"]) if rows else []
        self._weight = np.ones(len(self.keys))
        self._rows: dict[tuple[str, str], dict[int, Row]] = {}
        self._arrays: dict[tuple[str, str], F64] = {}
        for row in rows:
            self._rows.setdefault((row["team"], row["variant"]), {})[row["seed"]] = row

    def weighed(self, weights: dict[str, float]) -> Panel:
        """The same points, each part's times its weight."""
        other = copy.copy(self)
        other._weight = np.array([weights[key] for key in self.keys])
        return other

    @functools.cached_property
    def variants(self) -> list[str]:
        """Those that were played, in the order of the scenario's file."""
        played = {variant for _, variant in self._rows}
        return [name for name in mix() if name in played]

    def seeds_of(self, team: str, variant: str) -> list[int]:
        """Seeds of the variant that this team has played."""
        return sorted(self._rows.get((team, variant), {}))

    def parts(self, team: str, variant: str) -> F64:
        """Points by seed (rows) and part (columns). Raises NotMeasured."""
        key = team, variant
        if key not in self._arrays:
            found, seeds = self._rows.get(key, {}), self.seeds_of(team, variant)
            if not found:
                raise NotMeasured(f"{team} has not played {variant or 'this'}")
            rows = [[found[seed]["parts"][part] for part in self.keys] for seed in seeds]
            self._arrays[key] = np.array(rows, dtype=np.float64)
        return self._arrays[key]

    def part(self, team: str, variant: str, key: str) -> F64:
        """One part's points by seed. Raises NotMeasured."""
        if key not in self.keys:
            raise NotMeasured(f"the score has no part {key}")
        return self.parts(team, variant)[:, self.keys.index(key)]

    def totals(self, team: str, variant: str) -> F64:
        """Points by seed. Raises NotMeasured."""
        found: F64 = self.parts(team, variant) @ self._weight
        return found

    def losses(self, team: str, variant: str, seeds: Sequence[int]) -> F64:
        """Expected losses in dollars, seed by seed. Raises NotMeasured."""
        return self._column("loss_usd", team, variant, seeds)

    def points(self, team: str, variant: str, seeds: Sequence[int]) -> F64:
        """Points as played, seed by seed. Raises NotMeasured."""
        return self._column("total", team, variant, seeds)

    def _column(self, key: str, team: str, variant: str, seeds: Sequence[int]) -> F64:
        found = self._rows.get((team, variant), {})
        if any(seed not in found for seed in seeds):
            raise NotMeasured(f"{team} has not played {variant}")
        return np.array([found[seed][key] for seed in seeds], dtype=np.float64)

    def mixed(self, team: str, variants: Sequence[str] = ()) -> float:
        """Mean over variants by their weights in the draw. Raises NotMeasured."""
        wanted = [name for name in variants or self.variants if mix()[name]]
        total = sum(mix()[name] for name in wanted)
        means = [mix()[name] * float(self.totals(team, name).mean()) for name in wanted]
        return sum(means) / total

    def mixed_parts(self, team: str) -> F64:
        """Mean of each part over the variants that were played, by their weights."""
        wanted = [name for name in self.variants if mix()[name]]
        total = sum(mix()[name] for name in wanted)
        rows = [mix()[name] / total * self.parts(team, name).mean(axis=0) for name in wanted]
        found: F64 = np.array(rows).sum(axis=0)
        return found

    @property
    def teams(self) -> list[str]:
        return list(dict.fromkeys(team for team, _ in self._rows))


@functools.cache
def mix() -> dict[str, float]:
    """How often the scenario draws each variant; the warm-up is never drawn."""
    variants = sim.load(SCENARIO).variants
    return {name: variant.weight for name, variant in variants.items() if variant.weight}


@functools.cache
def faulty(variant: str) -> bool:
    """Does anything send what it should not in this variant?"""
    return not sim.start(sim.load(SCENARIO, variant=variant), 1).no_fault


def least(values: dict[str, float]) -> str:
    """The smallest of named figures, in words."""
    name = min(values, key=lambda key: values[key])
    return f"{values[name]:.0f} ({name})"
