"""V12, after October 2011: what it costs, and that skill pays there too."""

from __future__ import annotations

import functools
import statistics
from typing import Any

from game.management.study_mornings import Piece, rows_of

SOURCED_USD = 7_500_000  # SEC order, par. 33: "nearly"
TEAMS = ("asleep", "early_killer", "competent", "expert", "oracle")


@functools.cache
def rows() -> list[dict[str, Any]]:
    """Two mornings of each team."""
    return [row for seed in (1, 2) for row in rows_of(Piece("knight", seed, TEAMS, None, "v12"))]


def total(team: str) -> float:
    return statistics.fmean(row["total"] for row in rows() if row["team"] == team)


def test_who_does_nothing_loses_what_the_firm_lost() -> None:
    for row in rows():
        assert abs(row["do_nothing_usd"] - SOURCED_USD) <= 0.1 * SOURCED_USD


def test_skill_pays_in_the_warm_up_too() -> None:
    assert total("asleep") < total("competent") < total("expert") <= total("oracle")
    assert total("early_killer") < total("competent")
