"""Tables as CSV and XLSX, and back. No cell is ever read as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl

from game.runtime.errors import CannotDo
from game.sim.text import text

Cells = Sequence[Any]
MOST_BYTES = 1_000_000
MOST_ROWS = 5_000
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # what starts a formula
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def harmless(cell: Any) -> Any:
    """A spreadsheet must not run what somebody typed. The one rule for every table."""
    if not isinstance(cell, str):
        return cell
    clean = UNPRINTABLE.sub("", cell)
    return f"'{clean}" if clean.startswith(RUNS) else clean


def as_csv(rows: Iterable[Cells]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def as_xlsx(rows: Iterable[Cells], title: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title[:31]
    for row in rows:
        sheet.append([harmless(cell) for cell in row])
    for cells in sheet.iter_rows():
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(content: bytes) -> list[list[str]]:
    """The cells of a CSV or XLSX file as words. Raises CannotDo for anything else."""
    if len(content) > MOST_BYTES:
        raise CannotDo(text("That file is too large."))
    rows = _read_xlsx(content) if content[:2] == b"PK" else _read_csv(content)
    if len(rows) > MOST_ROWS:
        raise CannotDo(text("That file is too large."))
    return rows


def _read_csv(content: bytes) -> list[list[str]]:
    try:
        plain = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CannotDo(text("That is neither a CSV file in UTF-8 nor an XLSX file.")) from None
    first = plain.partition("\n")[0]  # words further down may hold many of either
    rows = cells_of(plain, max(",;\t", key=first.count))
    return [[_tame(cell) for cell in row] for row in rows]


def cells_of(plain: str, mark: str) -> list[list[str]]:
    """The cells between the marks. Raises CannotDo where one goes on and on, or to the end."""
    try:
        return list(csv.reader(io.StringIO(plain, newline=""), delimiter=mark, strict=True))
    except csv.Error:
        raise CannotDo(text("That table has a cell without an end: is a quote missing?")) from None


def _read_xlsx(content: bytes) -> list[list[str]]:
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True, max_row=MOST_ROWS + 1, max_col=200)
        return [["" if cell is None else _tame(str(cell)) for cell in row] for row in rows]
    except Exception:  # the library has no error of its own for a file that is none
        raise CannotDo(text("That is neither a CSV file in UTF-8 nor an XLSX file.")) from None


def _tame(cell: str) -> str:
    """As it was before `harmless`."""
    plain = cell.strip()
    return plain[1:] if plain.startswith("'") and plain[1:].startswith(RUNS) else plain
