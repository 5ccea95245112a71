"""How a score spreads: T10, is it fair; T11, are seeds alike; T12, how many does a rank need."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from game.management.study import Study
from game.management.study_findings import (
    F64,
    SCENARIO,
    Finding,
    Panel,
    judged,
    mix,
)

HOSTS = tuple(f"v1/{number}" for number in range(1, 9))
SIGNS = ("disk", "clock", "rotation", "ticket", "basket")  # an officer's desk shows three of them
SKINS = tuple(f"v1/{'.'.join((*SIGNS, *SIGNS)[first : first + 3])}" for first in range(len(SIGNS)))
FAIR_TEAMS = ("expert", "competent", "novice")
PLACES = tuple(range(8))  # of a team in its exercise: they permute the numbers it sees
AGAIN = tuple(f"competent#{number}" for number in range(1, 4))
SHUFFLES = 2000
SYNTHETIC, SERIES, CHOICES = 50, 3, 200


def needs(seeds: Sequence[int]) -> list[Study]:
    """Mornings beside the panel's: hosts, signs and places forced, competents that played again."""
    few = tuple(seeds)
    places = tuple(f"{team}@{place}" for team in FAIR_TEAMS for place in PLACES[1:])
    return [
        Study(SCENARIO, FAIR_TEAMS, few, (*HOSTS, *SKINS)),
        Study(SCENARIO, (*FAIR_TEAMS, *places), few, ("v1",)),
        Study(SCENARIO, ("competent", *AGAIN), few, tuple(mix())),
    ]


def findings(panel: Panel, extra: Panel, seeds: Sequence[int]) -> list[Finding]:
    """T10 to T12; `extra` holds the mornings of `needs`."""
    return [
        judged(
            "T10", "fairness: no dependence on the faulty host, the team's place or the signs",
            "effect < 10; host and place p > .05 with Holm", lambda: fair(extra, seeds),
        ),
        judged(
            "T11", "seed difficulty: sd of competent's mean over seeds", "< 60",
            lambda: seeds_alike(extra, seeds),
        ),
        judged(
            "T12", "reliability of a series of three seeds", "G >= .75, SEM printed",
            lambda: reliable(panel),
        ),
    ]  # fmt: skip


# T10


def fair(panel: Panel, seeds: Sequence[int]) -> tuple[bool, str]:
    """The same seeds with each host as the faulty one, with other signs, and as each of eight
    teams. Signs cost who looks into them time, a few seconds more or less by kind: that effect is
    real, so it has to be small and is not asked to be chance."""
    tables, signs = {}, {}
    for team in FAIR_TEAMS:
        tables[f"{team} by host"] = _columns(panel, [(team, host) for host in HOSTS], seeds)
        signs[f"{team} by signs"] = _columns(panel, [(team, skin) for skin in SKINS], seeds)
        placed = [(team if not place else f"{team}@{place}", "v1") for place in PLACES]
        tables[f"{team} by place"] = _columns(panel, placed, seeds)
    effects = {name: effect(table) for name, table in (tables | signs).items()}
    chances = {name: by_chance(table) for name, table in tables.items()}
    largest = max(effects, key=lambda name: effects[name])
    adjusted = holm(chances)
    low = min(adjusted, key=lambda name: adjusted[name])
    figure = (
        f"largest effect {effects[largest]:.1f} ({largest}); least p {adjusted[low]:.2f} ({low});"
        f" {len(tables)} tests on {len(seeds)} seeds"
    )
    return effects[largest] < 10 and adjusted[low] > 0.05, figure


def _columns(panel: Panel, columns: Sequence[tuple[str, str]], seeds: Sequence[int]) -> F64:
    """Totals by seed (rows) and condition (columns)."""
    return np.array([panel.points(team, variant, seeds) for team, variant in columns]).T


def effect(table: F64) -> float:
    """The largest difference between a condition's mean and the mean of all."""
    return float(np.abs(table.mean(axis=0) - table.mean()).max())


def by_chance(table: F64) -> float:
    """Part of the shuffles within seeds that give as large an effect (permutation test)."""
    rng, seen = np.random.default_rng(1), effect(table)
    larger = sum(effect(rng.permuted(table, axis=1)) >= seen - 1e-9 for _ in range(SHUFFLES))
    return (larger + 1) / (SHUFFLES + 1)


def holm(chances: dict[str, float]) -> dict[str, float]:
    """p-values corrected for their number, step by step (Holm 1979)."""
    adjusted, before = {}, 0.0
    for done, name in enumerate(sorted(chances, key=lambda name: chances[name])):
        before = max(before, min(1.0, (len(chances) - done) * chances[name]))
        adjusted[name] = before
    return adjusted


# T11


def seeds_alike(panel: Panel, seeds: Sequence[int]) -> tuple[bool, str]:
    """Spread of the seeds' own difficulty, freed of the chances of the teams that played them."""
    within, means = {}, {}
    for variant in (name for name, weight in mix().items() if weight):
        table = _columns(panel, [(team, variant) for team in ("competent", *AGAIN)], seeds)
        within[variant], means[variant] = seed_sd(table), float(table.mean())
    weights = np.array([mix()[name] for name in within])
    weights = weights / weights.sum()
    values = np.array(list(within.values()))
    pooled = float(np.sqrt(weights @ values**2))
    level = np.array(list(means.values()))
    between = float(np.sqrt(weights @ (level - weights @ level) ** 2))
    largest = max(within, key=lambda name: within[name])
    figure = (
        f"sd {pooled:.0f} within variants (largest {within[largest]:.0f}, {largest}),"
        f" {between:.0f} between variants, {np.hypot(pooled, between):.0f} in the mixed series"
    )
    return float(np.hypot(pooled, between)) < 60, figure


def seed_sd(table: F64) -> float:
    """Standard deviation of the seeds' true means (one-way random effects), rows are seeds."""
    count = table.shape[1]
    between = count * table.mean(axis=1).var(ddof=1)
    within = table.var(axis=1, ddof=1).mean()
    return float(np.sqrt(max(0.0, (between - within) / count)))


# T12


def reliable(panel: Panel) -> tuple[bool, str]:
    """Fifty synthetic teams on common mixed seeds: skill s plays as an expert with s^2, as a
    competent with 2s(1-s), else as a novice; s runs evenly from 0 to 1."""
    table = synthetic(panel)
    team, rest = components(table)
    one, three, five = (team / (team + rest / count) for count in (1, SERIES, 5))
    sem = float(np.sqrt(rest / SERIES))
    figure = f"G {three:.2f} for three, {one:.2f} for one, {five:.2f} for five; SEM {sem:.0f}"
    return three >= 0.75, figure


def synthetic(panel: Panel) -> F64:
    """Totals of synthetic teams (rows) on mixed seeds (columns)."""
    rng = np.random.default_rng(1)
    names = [name for name in panel.variants if mix()[name]]
    weights = np.array([mix()[name] for name in names])
    skilled = [[panel.totals(t, v) for v in names] for t in ("novice", "competent", "expert")]
    skill = np.linspace(0.0, 1.0, SYNTHETIC)
    levels = np.array([(1 - skill) ** 2, 2 * skill * (1 - skill), skill**2]).T
    columns = []
    for variant in rng.choice(len(names), CHOICES, p=weights / weights.sum()):
        seed = rng.integers(len(skilled[0][variant]))
        three = np.array([skilled[level][variant][seed] for level in range(3)])
        played = (rng.random((SYNTHETIC, 1)) > levels.cumsum(axis=1)).sum(axis=1)
        columns.append(three[np.minimum(played, 2)])
    return np.array(columns).T


def components(table: F64) -> tuple[float, float]:
    """Variance of teams, and of what a team's score on one seed adds (seeds are common)."""
    teams, seeds = table.shape
    fitted = table.mean(axis=1, keepdims=True) + table.mean(axis=0, keepdims=True) - table.mean()
    rest = ((table - fitted) ** 2).sum() / ((teams - 1) * (seeds - 1))
    between = table.mean(axis=1).var(ddof=1)
    return max(0.0, float(between - rest / seeds)), float(rest)
