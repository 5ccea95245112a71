"""What a single order or a slow line changes: T7, T16."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from game.management.mornings import IDLE
from game.management.study import Study
from game.management.study_findings import SCENARIO, Finding, Panel, judged, mix

TRAPS = ("v1", "v2", "v3", "v9")
CURES = {"v6": "script:rollback", "v5": "script:safe_rollback"}
SURE = 0.95


def needs(seeds: Sequence[int], few: Sequence[int]) -> list[Study]:
    """The script of each variant beside nobody; the expert on a line that takes a second."""
    scripts = dict.fromkeys(TRAPS, "script:rollback") | CURES
    studies = [
        Study(SCENARIO, (IDLE, script), tuple(seeds), (variant,))
        for variant, script in scripts.items()
    ]
    return [*studies, Study(SCENARIO, ("expert", "expert~1"), tuple(few), tuple(mix()))]


def findings(extra: Panel, seeds: Sequence[int], few: Sequence[int]) -> list[Finding]:
    """T7 and T16; `extra` holds the mornings of `needs`."""
    return [
        judged(
            "T7", "roll-back helps in V6, safely done in V5 too, and hurts in V1 to V3 and V9",
            "sign of the loss it adds >= 95 %", lambda: rollback_depends(extra, seeds),
        ),
        judged(
            "T16", "a line with 300 ms round trip: orders a simulated second late",
            "costs < 5 points", lambda: latency_is_fair(extra, few),
        ),
    ]  # fmt: skip


def rollback_depends(panel: Panel, seeds: Sequence[int]) -> tuple[bool, str]:
    """Everything rolled back at 09:40 and nothing else, beside the same seed's do-nothing."""
    held = {}
    for variant in TRAPS:
        added = _added(panel, "script:rollback", variant, seeds)
        held[f"hurts in {variant}"] = float((added > 0).mean())
    for variant, script in CURES.items():
        held[f"helps in {variant}"] = float((_added(panel, script, variant, seeds) < 0).mean())
    parts = ", ".join(f"{name} {100 * part:.0f} %" for name, part in held.items())
    figure = f"{parts}; {len(seeds)} seeds of each"
    return min(held.values()) >= SURE, figure


def _added(panel: Panel, script: str, variant: str, seeds: Sequence[int]) -> np.ndarray:
    idle = panel.losses(IDLE, variant, seeds)
    added: np.ndarray = panel.losses(script, variant, seeds) - idle
    return added


def latency_is_fair(panel: Panel, seeds: Sequence[int]) -> tuple[bool, str]:
    """300 ms of a clock at twice the speed are 0.6 simulated seconds: one step at most."""
    lost = {variant: _lost(panel, variant, seeds) for variant in mix()}
    mixed = sum(weight * lost[name] for name, weight in mix().items()) / sum(mix().values())
    largest = max(lost, key=lambda name: lost[name])
    figure = f"{mixed:.1f} points in the mixed series; most {lost[largest]:.1f} ({largest})"
    return mixed < 5 and lost[largest] < 5, figure


def _lost(panel: Panel, variant: str, seeds: Sequence[int]) -> float:
    """Points that the expert has less, on average, when its orders come late."""
    late = panel.points("expert~1", variant, seeds)
    return float((panel.points("expert", variant, seeds) - late).mean())
