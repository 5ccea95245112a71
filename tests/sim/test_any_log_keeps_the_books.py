"""Whatever a team orders, books balance, dead routers are silent, and a replay is the run."""

from __future__ import annotations

import functools
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game import sim
from tests.sim.desk import saved
from tests.sim.random_logs import LEAST, Run, play

ANY = settings(
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
)
SAMPLES = 20


def replayed(run: Run) -> str:
    world = run.desk.world
    scenario, seed = world.scenario, int(world.seed.removeprefix("practice-"))
    again = sim.restore(scenario, seed, 0, saved(scenario, seed, sim.at(run.begun)))
    sim.advance(again, run.desk.log, world.step)
    return sim.state_hash(again)


def holds(run: Run) -> None:
    """Everything that the auditor has not already objected to on the way."""
    assert run.given >= LEAST
    assert replayed(run) == sim.state_hash(run.desk.world)
    again = sim.restore(run.desk.world.scenario, run.desk.world.seed, 0, run.desk.world.dump())
    assert sim.state_hash(again) == sim.state_hash(run.desk.world)
    sim.view_for(run.desk.world, sim.ALL_SEATS)


@settings(ANY, max_examples=15)
@given(st.randoms(use_true_random=False))
def test_any_log_keeps_the_books(chance: Random) -> None:
    holds(play(chance))


@pytest.mark.slow
@settings(ANY, max_examples=200)
@given(st.randoms(use_true_random=False))
def test_many_logs_keep_the_books(chance: Random) -> None:
    holds(play(chance))


@functools.cache
def sample() -> tuple[Run, ...]:
    """The same generator, sampled evenly: hypothesis prefers simple cases."""
    return tuple(play(Random(number)) for number in range(SAMPLES))


def test_the_sampled_logs_keep_the_books() -> None:
    for run in sample():
        holds(run)


def test_at_least_half_of_the_random_orders_are_accepted() -> None:
    accepted, given_ = sum(run.accepted for run in sample()), sum(run.given for run in sample())
    assert accepted / given_ >= 0.5


def test_a_tenth_of_the_random_logs_hold_a_rollback_and_a_stop() -> None:
    both = [run for run in sample() if {"rollback", "stop"} <= run.done]
    assert len(both) >= SAMPLES / 10


def test_the_random_logs_reach_every_action_that_they_name() -> None:
    done = set().union(*(run.done for run in sample()))
    assert {"isolate", "restore", "deploy", "purge", "unwind", "disconnect_venue"} <= done


def test_most_random_logs_see_the_runaway() -> None:
    flowed = [run for run in sample() if run.desk.world.state.bad_executions > 1000]
    assert len(flowed) >= SAMPLES / 2
