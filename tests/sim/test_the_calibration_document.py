"""docs/calibration.md is made by `make calibrate`: it must speak of the table as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.management import calibration, report

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "calibration.md"


def test_it_has_every_row_and_all_hold_on_forty_seeds() -> None:
    words = DOCUMENT.read_text()
    for row in calibration.rows():
        line = next(x for x in words.splitlines() if x.startswith(f"| {row.key} |"))
        assert line.endswith("| all 40 of 40 |")


def test_it_has_every_what_if() -> None:
    words = DOCUMENT.read_text()
    assert all(f"| {name} |" in words for name in calibration.WHAT_IFS)
    assert all(f"| {row.key} |" in words for row in calibration.rows("what_if"))


def test_tables_name_what_fails() -> None:
    figures = {row.key: row.exact if row.bounds is None else row.bounds[1] for row in
               calibration.rows()}  # fmt: skip
    ifs = {row.key: row.exact if row.bounds is None else 1.0 for row in calibration.rows("what_if")}
    ifs["isolating_innocent_changes"] = 0.03
    figures |= {"first_bnet": "08:01:30", "last_bnet": "09:29:00", "loss_usd": 480e6}
    assert report.failures({5: figures}, {5: ifs}) == [
        "seed 5: loss_usd is 480000000.0",
        "seed 5: isolating_innocent_changes is 0.03",
    ]
    assert "| loss_usd | 440.000 M to 470.000 M | 480.000 M" in report.tables(
        {5: figures}, {5: ifs}
    )


def test_the_tables_go_between_the_marks(tmp_path: Path) -> None:
    document = tmp_path / "some.md"
    document.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n")
    report.renew(document, "new\n")
    assert document.read_text() == f"before\n{report.BEGIN}\n\nnew\n\n{report.END}\nafter\n"
    document.write_text("no marks")
    with pytest.raises(ValueError, match="lacks the marks"):
        report.renew(document, "new")
