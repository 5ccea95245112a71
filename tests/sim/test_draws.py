"""Draws belong to (seed, stream, step, index) and look like chance."""

from __future__ import annotations

import numpy as np
import pytest

from game import sim
from game.sim import rng
from game.sim.draws import BLOCK, Noise, draw, permutation
from tests.sim.desk import EVERYDAY, HISTORY

KEY = rng.stream("practice-1", "test")
INDEX = np.arange(1 << 14, dtype=np.uint64)


def test_it_is_splitmix64() -> None:
    """The published sequence of seed 1234567 (Vigna's reference code)."""
    found = rng.bits(np.uint64(1234567), 0, np.arange(1, 6, dtype=np.uint64))
    assert found.tolist() == [
        6457827717110365317, 3203168211198807973, 9817491932198370423,
        4593380528125082431, 16408922859458223821,
    ]  # fmt: skip


def test_uniforms_fill_the_unit_interval_evenly() -> None:
    """Chi-square of 64 bins: sd of the statistic is about 11."""
    for step in (0, 5400, 28_800):
        draws = rng.uniform(KEY, step, INDEX)
        counts = np.bincount((draws * 64).astype(int), minlength=64)
        expected = len(INDEX) / 64
        assert 63 - 45 < ((counts - expected) ** 2 / expected).sum() < 63 + 45
        assert draws.min() >= 0.0
        assert draws.max() < 1.0


def test_low_bits_are_as_good_as_high_ones() -> None:
    ones = [(rng.bits(KEY, 9, INDEX) >> np.uint64(bit)) & np.uint64(1) for bit in range(64)]
    share = np.array([column.mean() for column in ones])
    assert np.abs(share - 0.5).max() < 0.02


def test_normals_have_mean_0_and_sd_1_and_no_outliers() -> None:
    draws = rng.normal(KEY, 77, INDEX)
    assert abs(draws.mean()) < 0.03
    assert abs(draws.std() - 1.0) < 0.03
    assert np.abs(draws).max() < 3.47
    assert abs((draws**3).mean()) < 0.08


@pytest.mark.parametrize("shift", [1, 2, 60])
def test_steps_streams_and_neighbours_are_not_related(shift: int) -> None:
    here = rng.normal(KEY, 100, INDEX)
    later = rng.normal(KEY, 100 + shift, INDEX)
    other = rng.normal(rng.stream("practice-1", f"other{shift}"), 100, INDEX)
    for a, b in ((here, later), (here, other), (here[:-shift], here[shift:])):
        assert abs(np.corrcoef(a, b)[0, 1]) < 0.035


def test_a_draw_is_the_same_alone_and_among_others() -> None:
    some = np.array([3, 999, 12_345], dtype=np.uint64)
    assert (rng.uniform(KEY, 4, some) == rng.uniform(KEY, 4, INDEX)[some]).all()
    assert (rng.normal(KEY, 4, some) == rng.normal(KEY, 4, INDEX)[some]).all()
    steps = np.arange(10, dtype=np.uint64)[:, None]
    assert (rng.normal(KEY, steps, some)[7] == rng.normal(KEY, 7, some)).all()


def test_no_two_counters_meet_within_a_morning() -> None:
    """Steps stride 2^20 indices apart; draws of a stream never repeat."""
    steps = np.arange(0, 28_800, 97, dtype=np.uint64)[:, None]
    drawn = rng.bits(KEY, steps, np.arange(0, 1 << 20, 9973, dtype=np.uint64))
    assert len(np.unique(drawn)) == drawn.size


def test_noise_is_the_same_in_any_order_of_steps() -> None:
    scenario = sim.load(HISTORY)
    draws = draw(scenario, "practice-1")
    there, back = Noise(scenario, draws), Noise(scenario, draws)
    steps = [0, 1, BLOCK - 1, BLOCK, 3 * BLOCK + 5]
    forward = [there.at(step).copy() for step in steps]
    assert all(
        (back.at(step) == was).all() for step, was in zip(steps[::-1], forward[::-1], strict=True)
    )


def test_names_move_together_as_much_as_the_scenario_says() -> None:
    scenario = sim.load(HISTORY)
    noise = Noise(scenario, draw(scenario, "practice-1"))
    rows = np.array([noise.at(step) for step in range(1500)])
    together = np.corrcoef(rows.T)
    loading = scenario["market"]["common_factor"]
    assert abs((together.sum() - 154) / (154 * 153) - loading**2) < 0.02
    spread = rows.std(axis=0) / (
        scenario["market"]["volatility"] * scenario.symbols.sigma * np.sqrt(1 / 23_400)
    )
    assert abs(spread.mean() - 1.0) < 0.02


def test_every_host_is_missed_on_some_seed() -> None:
    scenario = sim.load(EVERYDAY)
    missed = [draw(scenario, f"practice-{seed}").stale for seed in range(200)]
    assert {len(hosts) for hosts in missed} == {1}
    counts = np.bincount([hosts[0] for hosts in missed], minlength=8)
    assert counts.min() > 8
    assert counts.max() < 45


def test_shown_numbers_are_a_permutation_of_each_teams_own() -> None:
    shown = {team: permutation("practice-1", team, True) for team in range(30)}
    assert all(sorted(numbers) == list(range(1, 9)) for numbers in shown.values())
    assert len(set(shown.values())) > 25
    assert permutation("practice-1", 3, False) == tuple(range(1, 9))


def test_a_seed_is_a_number_or_a_secret() -> None:
    assert sim.seed_text(7) == "practice-7"
    assert sim.seed_text("AB" * 16) == "ab" * 16


def test_latencies_vary_by_seed_within_the_spread_and_not_by_team() -> None:
    scenario, action = sim.load(HISTORY), sim.ACTIONS["rollback"]
    found = [
        sim.start(scenario, seed, team).latency(action) for seed in range(30) for team in (0, 1)
    ]
    assert found[0::2] == found[1::2]
    assert len(set(found)) > 10
    assert min(found) >= 0.75 * 240 - 1
    assert max(found) <= 1.25 * 240 + 1


def test_masters_wonder_at_five_signs_and_always_at_a_checksum() -> None:
    master = sim.load("knight", variant="v1", level="master")
    found = [set(sim.start(master, seed).draws.decoys) for seed in range(12)]
    assert {len(kinds) for kinds in found} == {5}
    assert all("hash" in kinds for kinds in found)
    assert len({frozenset(kinds) for kinds in found}) > 1
