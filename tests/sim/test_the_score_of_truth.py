"""Who is told the truth scores all there is; who knows nothing scores little."""

from __future__ import annotations

import functools

import pytest

from game import sim
from game.management.study_mornings import Piece, rows_of

SEED = 3
TEAMS = ("oracle", "board_spammer")


@functools.cache
def totals(variant: str) -> dict[str, int]:
    piece = Piece("knight", SEED, TEAMS, None, variant)
    return {row["team"]: row["total"] for row in rows_of(piece)}


@pytest.mark.parametrize("variant", ["v2", "v5", "v7", "v8", "v9"])
def test_the_oracle_scores_nearly_everything(variant: str) -> None:
    assert totals(variant)["oracle"] >= 950


def test_blaming_everybody_pays_less_than_silence() -> None:
    assert totals("v2")["board_spammer"] < totals("v2")["asleep"] == 0
    assert totals("v8")["board_spammer"] < totals("v8")["asleep"]


def test_only_the_oracle_is_told() -> None:
    told = [name for name, team in sim.TEAMS.items() if team.oracle]
    assert told == ["oracle"]
