"""T17: how often an item of evidence speaks where it should, beside what it declares.

Every item is opened at fixed times on mornings that nobody touches. The likelihood ratio of
"fault" items is P(speaks | something sends what it should not) over P(speaks | nothing does);
of "host" items P(points at a router | it would mis-execute) over P(points at it | it would not).
Mornings count by their variant's weight in the draw; half a case is added everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from game import sim
from game.management import study_pool
from game.management.study_findings import SCENARIO, Finding, NotMeasured, judged, mix
from game.sim import evidence

TIMES = ("08:45:00", "09:25:00", "09:33:00", "09:50:00")
CAP, WITHIN = 20.0, 0.20
HOSTS = range(8)
Counts = dict[str, list[float]]  # item: spoke and cases where true, spoke and cases where not


@dataclass(frozen=True)
class Ratio:
    """One item: what it declares and what was found."""

    key: str
    hypothesis: str
    declared: float
    found: float
    cases: int

    @property
    def holds(self) -> bool:
        """Within a fifth of what is declared; what is decisive is capped at twenty."""
        apart = math.log(min(self.found, CAP) / min(self.declared, CAP))
        return abs(apart) <= math.log1p(WITHIN)


def findings(ratios: Sequence[Ratio], host_leaks: Sequence[str]) -> list[Finding]:
    """T17."""
    return [
        judged(
            "T17", "seat payloads hold no truth; likelihood ratios of evidence as declared",
            "scan; each within 20 %", lambda: as_declared(ratios, host_leaks),
        )
    ]  # fmt: skip


def as_declared(ratios: Sequence[Ratio], leaks: Sequence[str]) -> tuple[bool, str]:
    """All items, and no field of a view that is named like a truth."""
    if not ratios:
        raise NotMeasured("no item of evidence declares a ratio")
    off = [ratio for ratio in ratios if not ratio.holds]
    told = ", ".join(f"{row.key} {row.found:.1f} for {row.declared:g}" for row in off)
    figure = f"{len(ratios) - len(off)} of {len(ratios)} items within a fifth; {len(leaks)} leaks"
    return not off and not leaks, f"{figure}{': ' if told else ''}{told}"


def measured(seeds: Sequence[int], processes: int) -> list[Ratio]:
    """Ratios of all items over all variants of these seeds."""
    mornings = [(variant, seed) for seed in seeds for variant, weight in mix().items() if weight]
    total: Counts = {}
    for variant, counts in study_pool.spread(_probed, mornings, processes):
        for key, row in counts.items():
            known = total.setdefault(key, [0.0] * 5)
            for place, value in enumerate(row[:4]):
                known[place] += value * mix()[variant]
            known[4] += row[1] + row[3]
    scale = 1.0 / (sum(mix().values()) / sum(weight > 0 for weight in mix().values()))
    return [_ratio(key, [v * scale for v in row[:4]], int(row[4])) for key, row in total.items()]


def _ratio(key: str, row: Sequence[float], cases: int) -> Ratio:
    item = evidence.catalogue()[key]
    hit = (row[0] + 0.5) / (row[1] + 1.0)
    false = (row[2] + 0.5) / (row[3] + 1.0)
    return Ratio(key, item.hypothesis, item.ratio, min(hit / false, CAP), cases)


def _probed(morning: tuple[str, int]) -> tuple[str, Counts]:
    """Open everything at the fixed times on one untouched morning."""
    variant, seed = morning
    world = sim.start(sim.load(SCENARIO, variant=variant), seed)
    counts: Counts = {}
    for clock in TIMES:
        sim.advance(world, [], sim.at(clock))
        for key, item in evidence.catalogue().items():
            row = counts.setdefault(key, [0.0] * 4)
            for place, value in enumerate(_cases(world, key, item)):
                row[place] += value
    return variant, counts


def _cases(world: sim.World, key: str, item: Any) -> list[float]:
    """What the item says now: spoke and cases where the hypothesis holds, and where not."""
    said = _said(world, item)
    if item.hypothesis == "fault":
        spoke, true = float(bool(said)), float(not world.no_fault)
        return [spoke * true, true, spoke * (1.0 - true), 1.0 - true]
    guilty = np.array([world.mis_executes(host) for host in HOSTS], dtype=float)
    named = np.array([host in said for host in HOSTS], dtype=float)
    sums = named @ guilty, guilty.sum(), named @ (1.0 - guilty), (1.0 - guilty).sum()
    return [float(value) for value in sums]


def _said(world: sim.World, item: Any) -> set[int]:
    """Everything that it points at, host by host where it is opened for one host."""
    whole = _asked(world, item, {})
    if whole is not None:
        return whole
    return set().union(*(_asked(world, item, {"router": host}) or set() for host in HOSTS))


def _asked(world: sim.World, item: Any, args: sim.Args) -> set[int] | None:
    try:
        return set(item.speaks(world, args))
    except KeyError:
        return None


def table(ratios: Sequence[Ratio]) -> str:
    """Declared and found, as Markdown."""
    lines = ["| item | of | declared | found | cases | holds |", "|---|---|---|---|---|---|"]
    for row in ratios:
        held = "yes" if row.holds else "no"
        lines.append(
            f"| {row.key} | {row.hypothesis} | {row.declared:g} | {row.found:.1f} | {row.cases} |"
            f" {held} |"
        )
    return "\n".join(lines) + "\n"
