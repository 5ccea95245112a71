"""Five seeds of the study: who knows the trade comes first, and who shoots does not.

`make study` judges it on two hundred seeds of every variant (docs/validity.md).
"""

from __future__ import annotations

import functools
import os

import pytest

from game.management import study_pool
from game.management.study import summed
from game.management.study_mornings import Piece

SEEDS = range(1, 6)
SKILLED = ("expert", "competent", "novice")
EXPLOITS = ("guess_all", "guesser", "knows_the_story", "flag_off_early", "board_spammer")
KILLERS = ("early_killer", "post_open_killer")
TEAMS = {"v1": (*SKILLED, *EXPLOITS, *KILLERS), "v4": (*SKILLED[::2], "asleep", *KILLERS)}


@functools.cache
def means() -> dict[tuple[str, str], float]:
    """Mean total by team and variant."""
    pieces = [Piece("knight", seed, teams, None, v) for v, teams in TEAMS.items() for seed in SEEDS]
    done = study_pool.spread(study_pool.rows_of, pieces, os.cpu_count() or 1)
    rows = [row for rows in done for row in rows]
    return {
        (team, variant): summed(
            [row for row in rows if (row["team"], row["variant"]) == (team, variant)]
        )["mean"]
        for variant, teams in TEAMS.items()
        for team in teams
    }


def test_skill_pays_where_a_router_was_missed() -> None:
    expert, competent, novice = (means()[team, "v1"] for team in SKILLED)
    assert expert - competent >= 100
    assert competent - novice >= 100


@pytest.mark.parametrize("team", [*EXPLOITS, *KILLERS])
def test_what_needs_no_evidence_does_not_pay_there(team: str) -> None:
    assert means()["novice", "v1"] - means()[team, "v1"] >= 60


def test_a_quiet_day_is_not_slept_through_and_not_shot_at() -> None:
    expert, asleep = means()["expert", "v4"], means()["asleep", "v4"]
    assert expert - asleep >= 100
    assert asleep - means()["early_killer", "v4"] >= 100
    assert asleep >= means()["post_open_killer", "v4"]
