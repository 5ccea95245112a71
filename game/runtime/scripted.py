"""What history's own team and other scripted ones were measured to do, for the leaderboards.

`manage.py study` and `manage.py panel` measure; figures of another simulation or score are none.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from game import sim
from game.sim.scores import SCORE_VERSION

PANEL = "panel.json"
SHIPPED = Path(__file__).with_name(PANEL)  # the figures of docs/validity.md
FIXED = ("knight_2012", "novice", "competent", "expert")


@dataclass(frozen=True)
class Panel:
    """What the scripted teams were measured to do."""

    # By scenario/level/variant/team: mean, standard deviation of mornings, how many
    means: dict[str, list[float]]

    def level(self, scenario: str, level: str) -> str | None:
        """That level, if it was measured there; else one where it was; None: nowhere."""
        parts = [key.split("/") for key in self.means]
        measured = sorted({there for name, there, *_ in parts if name == scenario})
        return level if level in measured else next(iter(measured), None)


def keep(rows: Iterable[dict[str, Any]], scenario: str, file: Path | None = None) -> int:
    """Keep the means of the panel's rows for the boards; how many figures there are.

    A row without a `level` is of the scenario's own. `file`: where to, if not among this
    installation's data.
    """
    totals: dict[str, list[float]] = {}
    own = sim.load(scenario).level
    for row in rows:
        if row["team"] in FIXED and "/" not in row["variant"]:  # no forced hosts
            key = f"{scenario}/{row.get('level', own)}/{row['variant']}/{row['team']}"
            totals.setdefault(key, []).append(row["total"])
    means = {key: _figure(found) for key, found in totals.items()}
    body = {"sim": sim.VERSION, "score": SCORE_VERSION, "means": means}
    (file or _own()).write_text(json.dumps(body, indent=1, sort_keys=True) + "\n")
    return len(means)


def _figure(totals: Sequence[float]) -> list[float]:
    spread = statistics.stdev(totals) if len(totals) > 1 else 0.0
    return [round(statistics.mean(totals), 1), round(spread, 1), len(totals)]


def panel() -> Panel:
    """What was measured for the present simulation and score: here, or before it was shipped."""
    here = _measured(_own())
    return here if here.means else _measured(SHIPPED)


def _measured(file: Path) -> Panel:
    try:
        body = json.loads(file.read_text())
    except (FileNotFoundError, ValueError):
        return Panel({})
    same = (body.get("sim"), body.get("score")) == (sim.VERSION, SCORE_VERSION)
    return Panel(body["means"] if same else {})


def _own() -> Path:
    return Path(settings.DATA_DIR) / PANEL
