"""T17: does evidence speak as often as it declares, and do payloads hold no truth?

Ratios are those of `manage.py evidence` (game/sim/likelihood.py), on the study's seeds.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Sequence

from game import sim
from game.management import study_pool
from game.management.study_findings import SCENARIO, Finding, NotMeasured, judged
from game.sim import evidence, likelihood, view

WITHIN = 0.20
QUIET = 6  # quiet mornings for each seed: false alarms are rare
# Names of what a world knows and no seat may see.
TRUTHS = {
    "armed", "armed_at", "copied", "decoys", "draws", "fault", "inner", "late", "mis_executes",
    "no_fault", "samples", "seed", "stale", "truth", "truths", "variant",
}  # fmt: skip

Ratios = dict[str, likelihood.Ratio]


def findings(seeds: Sequence[int], processes: int) -> list[Finding]:
    """T17."""
    return [
        judged(
            "T17", "views hold no truth; likelihood ratios of evidence as declared",
            "no field named as a truth; each ratio within 20 %",
            lambda: as_declared(measured(seeds, processes)),
        )
    ]  # fmt: skip


def measured(seeds: Sequence[int], processes: int) -> Ratios:
    """Ratios of all items over all variants of these seeds."""
    scenario = sim.load(SCENARIO)
    mornings = likelihood.mornings(scenario, seeds, QUIET)
    return likelihood.ratios(scenario, study_pool.spread(_probed, mornings, processes))


def _probed(morning: tuple[str, int]) -> likelihood.Counts:
    return likelihood.probed(sim.load(SCENARIO), *morning)


def as_declared(ratios: Ratios) -> tuple[bool, str]:
    """All items, and every field of whatever a view is made of."""
    if not ratios:
        raise NotMeasured("no item of evidence declares a ratio")
    items = evidence.catalogue()
    off = [row for row in ratios.values() if abs(row.value / items[row.key].ratio - 1.0) > WITHIN]
    told = ", ".join(f"{row.key} {row.value:.1f} for {items[row.key].ratio:g}" for row in off)
    leaks = sorted(fields() & TRUTHS)
    figure = f"{len(ratios) - len(off)} of {len(ratios)} items within a fifth; {len(leaks)} leaks"
    return not off and not leaks, f"{figure}{': ' if told or leaks else ''}{told}{' '.join(leaks)}"


def fields() -> set[str]:
    """Names of all fields of the classes that a view is made of."""
    classes = [one for _, one in inspect.getmembers(view, dataclasses.is_dataclass)]
    return {field.name for one in classes for field in dataclasses.fields(one)}
