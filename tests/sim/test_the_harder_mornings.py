"""knight-mixed: how many hosts, and what is wrong with them, differs from morning to morning."""

from __future__ import annotations

import pytest

from game import sim
from game.sim.draws import draw, seed_text

MIXED = sim.load("knight-mixed")
MORNINGS = [draw(MIXED, seed_text(seed)) for seed in range(60)]


def morning(*, copied: bool) -> int:
    """A seed whose one odd host has the release on disk, or has not."""
    fits = (n for n, d in enumerate(MORNINGS) if d.copied is copied and len(d.stale) == 1)
    return next(fits)


def ordered(world: sim.World, action: str, **args: object) -> sim.World:
    """Order for the first odd host, in the next second, and let it take effect."""
    shown = world.shown[world.draws.stale[0]]
    cleaned = sim.check(world, action, {"router": shown, **args})
    entry = sim.Entry(world.applied_seq + 1, world.step + 1, action, cleaned)
    sim.advance(world, [entry], world.step + 400)
    return world


def test_it_draws_one_to_three_hosts_on_disk_or_in_memory() -> None:
    assert {len(draws.stale) for draws in MORNINGS} == {1, 2, 3}
    assert {draws.copied for draws in MORNINGS} == {True, False}


@pytest.mark.parametrize("copied", [True, False])
def test_the_mails_and_the_runaway_come_either_way(copied: bool) -> None:
    world = sim.start(MIXED, morning(copied=copied))
    sim.advance(world, (), sim.at("09:31:00"))
    assert len(world.state.bnet) == 97
    assert world.state.runaway_rate > 0


def test_checksums_are_all_alike_when_only_the_memory_is_old() -> None:
    world = sim.start(MIXED, morning(copied=True))
    sim.advance(world, (), 600)
    host = world.draws.stale[0]
    assert set(world.state.disk.tolist()) == {0}
    assert world.state.running[host] == 1


def test_a_restart_cures_what_is_only_in_memory_and_nothing_else() -> None:
    cured = ordered(sim.start(MIXED, morning(copied=True)), "restart")
    uncured = ordered(sim.start(MIXED, morning(copied=False)), "restart")
    for world in (cured, uncured):
        sim.advance(world, (), sim.at("09:31:00"))
    assert cured.state.runaway_rate == 0
    assert uncured.state.runaway_rate > 0
