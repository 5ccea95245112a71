"""A figure of a benchmark, the table that shows them, and where they were measured."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

MILLI = 1e3
MICRO = 1e6


@dataclass(frozen=True)
class Figure:
    """One line of the table. `limit` is what may not be passed; smaller is better."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    floor: float | None = None

    def line(self) -> str:
        limit = "" if self.limit is None else f"{self.limit:g}"
        floor = "" if self.floor is None else f"{self.floor:.3g}"
        return f"{self.name:<58}{self.value:>10.4g} {self.unit:<14}{limit:>8}{floor:>10}"


def print_table(figures: Sequence[Figure]) -> None:
    print(f"{'':<58}{'measured':>10} {'':<14}{'limit':>8}{'floor':>10}")
    for figure in figures:
        print(figure.line())
    print(", ".join(f"{key} {value}" for key, value in where().items()))


def where() -> dict[str, str]:
    """What the figures depend on."""
    return {"python": platform.python_version(), "numpy": np.__version__, "cpu": cpu()}


def cpu() -> str:
    """The processor's name where the system tells."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{len(names)} x {names[0]}" if names else platform.machine()
