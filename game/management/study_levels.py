"""The leaderboards' scripted teams at another level than the scenario's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from game import sim
from game.management import study_pool
from game.management.mornings import IDLE
from game.management.study_mornings import ORACLE, Row, baseline_of, figures, mornings


@dataclass(frozen=True)
class Morning:
    """One seed of a variant at a level, and who plays it."""

    scenario: str
    level: str
    variant: str
    seed: int
    teams: tuple[str, ...]


def measured(
    scenario: str, levels: Sequence[str], seeds: Sequence[int], teams: Sequence[str], processes: int
) -> Iterator[Row]:
    """Rows with their `level`, as they come. Raises KeyError for a level that is not there."""
    drawn = sim.load(scenario)
    if unknown := [level for level in levels if level not in drawn.levels]:
        raise KeyError(", ".join(unknown))
    wanted = [
        Morning(scenario, level, variant, seed, tuple(teams))
        for seed in seeds
        for level in levels
        for variant, one in drawn.variants.items()
        if one.weight
    ]
    for rows in study_pool.spread(_rows, wanted, processes):
        yield from rows


def _rows(asked: Morning) -> list[Row]:
    scenario = sim.load(asked.scenario, asked.variant, asked.level)
    played = mornings(scenario, asked.seed, list(dict.fromkeys((IDLE, ORACLE, *asked.teams))))
    baseline = baseline_of(played)
    known = {"variant": asked.variant, "seed": asked.seed, "level": asked.level}
    return [{"team": name} | known | figures(played[name], baseline) for name in asked.teams]
