"""Same scenario, seed and log: the same state, wherever and however it is computed."""

from __future__ import annotations

import dataclasses
import functools
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from game import sim
from game.sim.state import State, digest
from tests.sim import hash_of_a_run
from tests.sim.desk import OTHERS, STALE, Desk, history, stale

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "tests.sim.hash_of_a_run"


@functools.cache
def here() -> sim.World:
    return hash_of_a_run.run()


def elsewhere(python: Sequence[str] = (sys.executable,), **env: str) -> dict[str, Any]:
    """What the program prints in another process."""
    answer = subprocess.run(
        [*python, "-m", PROGRAM],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | env,
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode:
        raise RuntimeError(answer.stderr[-2000:])
    found: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return found


def test_another_process_and_hash_seed_give_the_same_hash() -> None:
    for seed in ("1", "4242"):
        assert elsewhere(PYTHONHASHSEED=seed)["hash"] == sim.state_hash(here())


def test_numpy_without_its_cpu_features_gives_the_same_hash() -> None:
    """exp, log and tanh of numpy differ by dispatch level: the state uses none of them."""
    if not hash_of_a_run.features():
        pytest.skip("numpy dispatches on no feature of this CPU")
    plain = elsewhere(NPY_DISABLE_CPU_FEATURES=" ".join(hash_of_a_run.features()))
    assert plain["features"] == []
    assert plain["hash"] == sim.state_hash(here())


def other_python() -> list[str]:
    """A command that runs Python 3.13 with this numpy; skips where there is none."""
    uv = Path(sys.executable).with_name("uv")
    if sys.version_info[:2] == (3, 13) or not uv.exists():
        pytest.skip("no uv here, or this is Python 3.13 already")
    packages = [f"--with={name}=={metadata.version(name)}" for name in ("numpy", "msgpack")]
    places = [str(path) for path in Path.home().glob(".pyenv/versions/3.13*/bin/python")]
    for place in ("3.13", *places):
        command = [str(uv), "run", "-q", "--no-project", "--no-python-downloads", "--python"]
        command += [place, *packages, "python"]
        probe = subprocess.run(
            [*command, "-c", "import numpy, msgpack"], capture_output=True, check=False
        )
        if not probe.returncode:
            return command
    pytest.skip("no Python 3.13 with numpy and msgpack can be had here")


def test_python_313_gives_the_same_hash() -> None:
    found = elsewhere(other_python())
    assert found["python"] == [3, 13]
    assert found["hash"] == sim.state_hash(here())


@pytest.mark.parametrize("clock", ["09:29:59", "09:33:00", "09:44:31"])
def test_a_save_and_load_in_the_middle_changes_nothing(clock: str) -> None:
    scenario, log = sim.load("knight-shuffled"), hash_of_a_run.log()
    world = sim.start(scenario, hash_of_a_run.SEED, 1)
    sim.advance(world, log, sim.at(clock))
    again = sim.restore(scenario, hash_of_a_run.SEED, 1, sim.dump(world))
    assert sim.state_hash(again) == sim.state_hash(world)
    sim.advance(again, log, sim.at(hash_of_a_run.UNTIL))
    assert sim.state_hash(again) == sim.state_hash(here())


def test_the_size_of_the_strides_changes_nothing() -> None:
    scenario, log = sim.load("knight-shuffled"), hash_of_a_run.log()
    world = sim.start(scenario, hash_of_a_run.SEED, 1)
    while world.step < sim.at(hash_of_a_run.UNTIL):
        known = [entry for entry in log if entry.due <= world.step + 7]
        sim.advance(world, known, min(world.step + 7, sim.at(hash_of_a_run.UNTIL)))
    assert sim.state_hash(world) == sim.state_hash(here())


def test_an_entry_that_comes_late_is_told_apart() -> None:
    world = sim.start(history(), 1)
    sim.advance(world, [], 100)
    with pytest.raises(sim.LateEntry):
        sim.advance(world, [sim.Entry(1, 100, "sweep_builds", {})], 101)


def test_advancing_twice_is_advancing_once() -> None:
    world = sim.start(history(), 1)
    log = [sim.Entry(1, 50, "sweep_builds", {})]
    sim.advance(world, log, 200)
    before = sim.state_hash(world)
    assert sim.advance(world, log, 200) == []
    assert sim.advance(world, log, 150) == []
    assert sim.state_hash(world) == before


def test_a_checkpoint_of_another_version_is_refused() -> None:
    blob = sim.dump(sim.start(history(), 1))
    marked = blob.replace(b"\xa7version\xa1" + sim.VERSION.encode(), b"\xa7version\xa1?")
    assert marked != blob
    for bad in (marked, b"", b"\x80", blob[:-10]):
        with pytest.raises(sim.StaleCheckpoint):
            sim.restore(history(), 1, 0, bad)


# Common random numbers


def paths(desk: Desk, until: str) -> list[np.ndarray]:
    """Reference and mid of all names, second by second."""
    rows = []
    while desk.world.step < sim.at(until):
        desk.until(desk.world.step + 1)
        rows.append(np.stack([desk.world.state.ref, desk.world.state.mid]))
    return rows


def test_isolating_a_healthy_router_without_flow_moves_no_price() -> None:
    left, acted = Desk(stale(), at="09:29:00"), Desk(stale(), at="09:29:00")
    acted.order("isolate", router=2)
    for a, b in zip(paths(left, "09:40:00"), paths(acted, "09:40:00"), strict=True):
        assert (a == b).all()


def test_a_command_changes_no_draw_that_it_does_not_cause() -> None:
    left, acted = Desk(history(), at="09:30:00"), Desk(history(), at="09:30:00")
    acted.order("isolate", router=7)
    acted.order("declare", severity="firm")
    last = list(zip(paths(left, "09:50:00"), paths(acted, "09:50:00"), strict=True))
    assert all((a[0] == b[0]).all() for a, b in last)
    touched = left.world.state.own_shares != acted.world.state.own_shares
    assert 0 < touched.sum() < 40
    assert all((a[1][~touched] == b[1][~touched]).all() for a, b in last)


def test_two_teams_of_a_seed_differ_by_what_they_did_only() -> None:
    scenario, seed = sim.load("knight-shuffled"), hash_of_a_run.SEED
    worlds = [sim.replay(scenario, seed, team, [], sim.at("09:40:00")) for team in (0, 1)]
    assert worlds[0].shown != worlds[1].shown
    assert sim.state_hash(worlds[0]) == sim.state_hash(worlds[1])


def test_router_rates_before_the_rollback_do_not_depend_on_it() -> None:
    acted = Desk(history(), at="09:30:00").effect("09:34:00", "rollback", routers=OTHERS)
    left = Desk(history(), at="09:34:00")
    assert acted.by_router[STALE - 1] - left.by_router[STALE - 1] == 0
    acted.until("09:36:00")
    left.until("09:36:00")
    assert acted.by_router[STALE - 1] == left.by_router[STALE - 1]


# The hash sees everything


def flipped(value: Any) -> Any:
    """Another value of the same kind, as near as can be."""
    if isinstance(value, np.ndarray):
        other = value.copy()
        flat = other.view(np.uint8).reshape(-1)
        flat[-1] ^= 1
        return other
    if isinstance(value, bool):
        return not value
    if isinstance(value, (int, float)):
        return value + 1
    if isinstance(value, str):
        return value + "x"
    return [*value, 1] if isinstance(value, list) else {**value, "x": 1}


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(State)])
def test_flipping_any_field_changes_the_hash(name: str) -> None:
    state = here().state
    other = dataclasses.replace(state, **{name: flipped(getattr(state, name))})
    assert digest(other) != digest(state)
