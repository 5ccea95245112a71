"""The calibration tables as Markdown, between two marks of a document that people write."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from game.management import calibration
from game.management.calibration import Row

BEGIN, END = "<!-- tables: make calibrate -->", "<!-- end of tables -->"
Runs = dict[int, dict[str, Any]]


def failures(runs: Runs, ifs: Runs) -> list[str]:
    """A line for each row that does not hold, with its seed."""
    lines = []
    for section, many in (("row", runs), ("what_if", ifs)):
        for seed, figures in many.items():
            lines += [
                f"seed {seed}: {key} is {figures[key]}"
                for key in calibration.failures(figures, section)
            ]
    return lines


def renew(document: Path, tables: str) -> None:
    """Put the tables between the marks. Raises ValueError when the marks are not there."""
    head, _, rest = document.read_text().partition(BEGIN)
    _, mark, tail = rest.partition(END)
    if not mark:
        raise ValueError(f"{document} lacks the marks {BEGIN} and {END}")
    document.write_text(f"{head}{BEGIN}\n\n{tables}\n{END}{tail}")


def tables(runs: Runs, ifs: Runs) -> str:
    """All tables."""
    parts = [
        f"### Rows, {len(runs)} seeds",
        _summary(runs, calibration.rows()),
        "### What else the mechanism gives",
        _what_ifs(ifs),
        "### Every seed",
        *(_seeds(runs, chunk) for chunk in _chunks(_varying(runs), 8)),
        _same(runs),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _summary(runs: Runs, rows: Sequence[Row]) -> str:
    lines = []
    for row in rows:
        figures = [run[row.key] for run in runs.values()]
        bad = sum(not row.holds(figure) for figure in figures)
        verdict = f"{len(figures) - bad} of {len(figures)}"
        lines.append(
            [row.key, _wanted(row), *_spread(figures), verdict if bad else f"all {verdict}"]
        )
    return _table(["row", "holds when", "min", "mean", "max", "holds"], lines)


def _wanted(row: Row) -> str:
    if row.bounds is None:
        return f"is {row.exact}"
    low, high = row.bounds
    return f"before {high}" if isinstance(high, str) else f"{_figure(low)} to {_figure(high)}"


def _spread(figures: Sequence[Any]) -> list[str]:
    if isinstance(figures[0], (bool, list, str)):
        words = sorted(str(figure) for figure in figures)
        return [words[0], "", words[-1]]
    return [_figure(min(figures)), _figure(sum(figures) / len(figures)), _figure(max(figures))]


def _figure(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)
    if abs(value) >= 1e9:
        return f"{value / 1e9:.3f} bn"
    if abs(value) >= 1e6:
        return f"{value / 1e6:.3f} M"
    whole = float(value).is_integer()
    return f"{value:,.0f}" if whole else f"{value:,.1f}" if abs(value) >= 20 else f"{value:.4f}"


def _what_ifs(ifs: Runs) -> str:
    keys = list(next(iter(ifs.values())))
    lines = [[key, *_spread([figures[key] for figures in ifs.values()])] for key in keys]
    return _table([f"{len(ifs)} seeds", "min", "mean", "max"], lines)


def _varying(runs: Runs) -> list[str]:
    keys = [row.key for row in calibration.rows()]
    return [key for key in keys if len({str(run[key]) for run in runs.values()}) > 1]


def _same(runs: Runs) -> str:
    varying, first = _varying(runs), next(iter(runs.values()))
    same = [row.key for row in calibration.rows() if row.key not in varying]
    return "The same on every seed: " + ", ".join(f"{key} {_figure(first[key])}" for key in same)


def _chunks(keys: list[str], size: int) -> list[list[str]]:
    return [keys[i : i + size] for i in range(0, len(keys), size)]


def _seeds(runs: Runs, keys: list[str]) -> str:
    lines = [[str(seed), *(_figure(run[key]) for key in keys)] for seed, run in runs.items()]
    return _table(["seed", *keys], lines)


def _table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    marks = ["---" if i == 0 else "--:" for i in range(len(head))]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (head, marks, *lines))
