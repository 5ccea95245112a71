"""Whether the engine can be trusted: T14, does it land on history; T15, is a log its morning."""

from __future__ import annotations

import random
from collections.abc import Sequence

from game import sim
from game.management import calibration
from game.management.study_findings import SCENARIO, Finding, judged, mix
from game.management.study_mornings import mornings
from game.management.study_players import player
from game.sim.replay import play_on
from game.sim.valuation import mean_loss

SAMPLE = 12
HOLDERS = ("asleep", "knight_2012", "post_open_killer")
HISTORY_SEEDS = (1, 2, 101)


def findings(teams: Sequence[str], seeds: Sequence[int]) -> list[Finding]:
    """T14 and T15."""
    return [
        judged(
            "T14", "history: scripted Knight in V11 lands on the acceptance table",
            "every row", lands_on_history,
        ),
        judged(
            "T15", "determinism: the same seed and log give the same state and score",
            "bitwise", lambda: is_deterministic(teams, seeds),
        ),
    ]  # fmt: skip


def lands_on_history() -> tuple[bool, str]:
    """The acceptance table on a few seeds; `make calibrate` judges it on forty."""
    failed = {}
    for seed in HISTORY_SEEDS:
        if rows := calibration.failures(calibration.history(seed)):
            failed[seed] = rows
    count = len(calibration.rows())
    figure = f"{count} rows on seeds {', '.join(map(str, HISTORY_SEEDS))}"
    told = "; ".join(f"seed {seed}: {', '.join(rows)}" for seed, rows in failed.items())
    return not failed, f"{figure}: {told}" if told else f"{figure} hold"


def is_deterministic(teams: Sequence[str], seeds: Sequence[int]) -> tuple[bool, str]:
    """Some mornings played by a team, then from their logs, the second time by halves."""
    draw = random.Random(1)
    apart = 0
    for _ in range(SAMPLE):
        name, seed = draw.choice(list(teams)), draw.choice(list(seeds))
        scenario = sim.load(SCENARIO, variant=draw.choice(list(mix())))
        apart += not _same(scenario, seed, name)
    return not apart, f"{SAMPLE - apart} of {SAMPLE} mornings drawn from the study are the same"


def _same(scenario: sim.Scenario, seed: int, name: str) -> bool:
    world, entries = sim.start(scenario, seed, taped=True), list[sim.Entry]()
    play_on(world, player(name).team(world.scenario, seed), entries, sim.STEPS)
    half = sim.replay(scenario, seed, 0, [row for row in entries if row.due <= sim.CUT], sim.CUT)
    again = sim.restore(scenario, seed, 0, sim.dump(half))
    sim.advance(again, entries, sim.STEPS)
    whole = sim.replay(scenario, seed, 0, entries, sim.STEPS)
    score, same = (sim.score(one, sim.value(one)[0].total, 3e8) for one in (world, whole))
    return world.hash() == again.hash() == whole.hash() and score == same


def afternoon_error(seeds: Sequence[int]) -> float:
    """How far the strides move a loss, relative: the largest of some mornings with a position."""
    return max(_apart(seed, team) for seed in seeds[:2] for team in HOLDERS)


def _apart(seed: int, team: str) -> float:
    scenario = sim.load(SCENARIO, variant="v1")
    world, entries = sim.start(scenario, seed, taped=True), list[sim.Entry]()
    play_on(world, player(team).team(world.scenario, seed), entries, sim.STEPS)
    quick = mornings(scenario, seed, [team])[team].world
    return abs(mean_loss(quick) / mean_loss(world) - 1.0)
