"""Rows that are computed once: JSON lines under a name that changes with the code.

What was computed by other code is never taken for a figure of this one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from game import sim
from game.management import study_mornings, study_players
from game.management.study_mornings import Row
from game.sim.scores import SCORE_VERSION

Key = tuple[str, str, int]  # team, variant, seed


def key(row: Row) -> Key:
    return row["team"], row["variant"], row["seed"]


class Cache:
    """Rows on disk, one file for each scenario and each state of the code."""

    def __init__(self, folder: Path, scenario: sim.Scenario) -> None:
        name = f"{scenario.name}-{sim.VERSION}-{SCORE_VERSION}-{scenario.hash}-{code()}.jsonl"
        self._file = folder / name
        self.rows: dict[Key, Row] = {}
        if self._file.exists():
            self._read(self._file.read_text())

    def _read(self, lines: str) -> None:
        """A line that was cut off when a study was ended is computed again."""
        for line in lines.splitlines():
            try:
                row = json.loads(line)
            except ValueError:
                continue
            if row:
                self.rows[key(row)] = row

    def add(self, rows: Iterable[Row]) -> None:
        """Keep rows. Each begins on a line of its own, whatever the file ended with."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("a") as file:
            for row in rows:
                file.write(f"\n{json.dumps(row)}\n")
                self.rows[key(row)] = row


def code() -> str:
    """Hash of the files that make a row: the simulation's own, and how a study plays it."""
    folder = Path(sim.__file__).parent
    files = [file for file in folder.rglob("*") if file.suffix in (".py", ".toml")]
    files += [Path(str(module.__file__)) for module in (study_mornings, study_players)]
    found = hashlib.blake2b(digest_size=6)
    for file in sorted(files):
        found.update(file.read_bytes())
    return found.hexdigest()
