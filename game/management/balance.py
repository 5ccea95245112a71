"""Does a scenario separate skill from luck? The scripted panel plays it, variant by variant."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from game.management import study_pool
from game.management.mornings import IDLE
from game.management.study_mornings import ORACLE, baseline_of, figures, mornings
from game.sim.scenario import Source

SKILL = ("expert", "competent", "novice")
LUCK = ("post_open_killer", "guesser", "guess_all", "knows_the_story", "early_killer", IDLE)
PANEL = (ORACLE, *SKILL, *LUCK)
LEAST = 60  # points between a novice and whoever guesses, over all variants
STEP = 100  # points between two grades of skill, in each variant


@dataclass(frozen=True)
class Morning:
    """One seed of one variant, for a process of its own."""

    source: Source
    variant: str
    seed: int


Totals = dict[str, dict[str, list[int]]]  # variant, team: signed totals


def judged(source: Source, seeds: int, processes: int) -> Totals:
    """Totals of the panel over practice seeds 1 to `seeds` of each variant that can be drawn."""
    drawn = source.build()
    variants = [name for name, variant in drawn.variants.items() if variant.weight] or [""]
    jobs = [Morning(source, name, seed + 1) for name in variants for seed in range(seeds)]
    found: Totals = {name: {team: [] for team in PANEL} for name in variants}
    for variant, totals in study_pool.spread(played, jobs, processes):
        for team, total in totals.items():
            found[variant][team].append(total)
    return found


def played(job: Morning) -> tuple[str, dict[str, int]]:
    """The panel's totals on one morning."""
    worlds = mornings(job.source.build(job.variant), job.seed, list(PANEL))
    baseline = baseline_of(worlds)
    return job.variant, {team: figures(one, baseline)["total"] for team, one in worlds.items()}


@dataclass(frozen=True)
class Row:
    """One thing that should hold, with the gap that was found and the gap that is asked for."""

    words: str
    gap: float
    asked: int

    @property
    def holds(self) -> bool:
        return self.gap >= self.asked


def rows(found: Totals) -> list[Row]:
    """Each grade of skill above the next in every variant; a novice above luck over all."""
    skill = [
        Row(f"{variant or 'all'}: {better} over {worse}", _gap(teams, better, worse), STEP)
        for variant, teams in found.items()
        for better, worse in itertools.pairwise(SKILL)
    ]
    whole = {team: [t for teams in found.values() for t in teams[team]] for team in PANEL}
    return skill + [Row(f"novice over {team}", _gap(whole, "novice", team), LEAST) for team in LUCK]


def _gap(teams: dict[str, list[int]], better: str, worse: str) -> float:
    return statistics.fmean(teams[better]) - statistics.fmean(teams[worse])


def separates(found: Totals) -> bool:
    """Does everything hold?"""
    return all(row.holds for row in rows(found))


def table(found: Totals) -> str:
    """Means of each team by variant, and what holds, as Markdown."""
    variants = list(found)
    lines = [
        f"| team | {' | '.join(name or 'all' for name in variants)} |",
        "|---|" + "---|" * len(variants),
        *(_line(found, variants, team) for team in PANEL),
        "",
        "| what should hold | gap | asked | holds |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {row.words} | {row.gap:.0f} | {row.asked} | {'yes' if row.holds else 'NO'} |"
        for row in rows(found)
    ]
    return "\n".join(lines) + "\n"


def _line(found: Totals, variants: Sequence[str], team: str) -> str:
    means = (f"{statistics.fmean(found[name][team]):.0f}" for name in variants)
    return f"| {team} | {' | '.join(means)} |"
