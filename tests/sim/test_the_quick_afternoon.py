"""What a study takes instead of 19,000 played seconds and 200 paths is the same to the eye."""

from __future__ import annotations

import pytest

from game import sim
from game.sim import afternoon, valuation

TEAMS = ("knight_2012", "novice")
LATE = sim.at("10:45:00")


@pytest.fixture(params=TEAMS, scope="module")
def saved(request: pytest.FixtureRequest) -> sim.World:
    """A taped world that holds a position when its team has done what it does."""
    world = sim.start(sim.load("knight-shuffled"), 3, taped=True)
    sim.play(world, request.param, LATE)
    return world


def again(world: sim.World) -> sim.World:
    other = sim.restore(world.scenario, world.seed, 0, sim.dump(world))
    assert world.tape is not None
    other.tape = world.tape.copy()
    return other


def test_strides_sell_the_same_at_nearly_the_same_prices(saved: sim.World) -> None:
    exact, quick = again(saved), again(saved)
    exact.close_the_day()
    afternoon.close(quick)
    assert (quick.state.position == exact.state.position).all()
    assert quick.state.block_price_part == exact.state.block_price_part
    loss = sim.value(exact)[0].total
    assert loss > 1e7
    assert valuation.mean_loss(quick) == pytest.approx(loss, rel=1e-4)


def test_a_desk_that_nobody_told_begins_to_sell_at_half_past_ten() -> None:
    world = sim.start(sim.load("knight-shuffled"), 3, taped=True)
    sim.advance(world, [], sim.at("10:20:00"))
    exact, quick = again(world), again(world)
    sim.advance(exact, [], sim.STEPS)
    afternoon.close(quick)
    assert quick.state.unwind_from == exact.state.unwind_from == sim.at("10:30:00")
    assert (quick.state.position == exact.state.position).all()
    loss = sim.value(exact)[0].total
    assert valuation.mean_loss(quick) == pytest.approx(loss, rel=1e-4)


def test_the_mean_loss_needs_no_paths(saved: sim.World) -> None:
    assert valuation.mean_loss(saved) == pytest.approx(sim.value(saved)[0].total, rel=1e-9)
    preopen = sim.start(saved.scenario, 3, taped=True)
    assert valuation.mean_loss(preopen) == sim.value(preopen)[0].total == 0


def test_a_copied_tape_is_its_own(saved: sim.World) -> None:
    tape = saved.tape
    assert tape is not None
    other = tape.copy()
    assert (other.paid == tape.paid).all()
    assert other.fees == tape.fees
    other.paid[0] += 1.0
    assert not (other.paid == tape.paid).all()
