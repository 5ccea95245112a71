"""Losses are expectations over reference paths; a path is the same alone or among others."""

from __future__ import annotations

import numpy as np
import pytest

from game import sim
from game.sim.draws import draw
from game.sim.valuation import MINUTES, Paths
from tests.sim.desk import Desk, history

COUNT = 200


def prices(which: list[int], minutes: int = 40) -> np.ndarray:
    paths = Paths(history(), draw(history(), "practice-1"), np.array(which, dtype=np.int64))
    for _ in range(minutes):
        paths.step()
    return paths.price


def test_a_path_is_the_same_alone_and_among_200() -> None:
    together = prices(list(range(COUNT)))
    for path in (0, 17, 199):
        assert (prices([path])[0] == together[path]).all()
    assert (prices([199, 3])[1] == together[3]).all()


def test_paths_spread_as_the_scenario_says() -> None:
    moves = prices(list(range(COUNT)), MINUTES - 1) / history().symbols.price - 1.0
    expected = history()["market"]["volatility"] * history().symbols.sigma
    assert abs((moves.std(axis=0) / expected).mean() - 1.0) < 0.05
    assert abs(moves.mean()) < 0.003


def test_two_worlds_valued_together_are_valued_as_alone() -> None:
    worlds = []
    for clock in ("09:33:00", "09:36:00"):
        world = sim.start(history(), 1, taped=True)
        sim.advance(world, [], sim.at(clock))
        worlds.append(world)
    together = sim.value(*worlds)
    assert [sim.value(world)[0] for world in worlds] == together
    assert together[0].total < together[1].total


def test_a_world_without_a_tape_cannot_be_valued() -> None:
    with pytest.raises(ValueError, match="no tape"):
        sim.value(Desk(history()).world)


def test_nothing_traded_is_nothing_lost() -> None:
    world = sim.start(history(("fleet", "stale", ()), ("fleet", "stale_count", 0)), 1, taped=True)
    sim.advance(world, [], sim.at("09:40:00"))
    loss = sim.value(world)[0]
    assert loss.total == loss.block == loss.standard_error == 0.0


def test_the_mid_mark_flatters_while_the_expectation_tells() -> None:
    world = sim.start(history(), 1, taped=True)
    sim.advance(world, [], sim.at("09:40:00"))
    shown = sim.glance(world, sim.ALL_SEATS).numbers[0]
    assert shown > -sim.value(world)[0].total * 100 / 2
