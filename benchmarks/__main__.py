"""The figures that README quotes: `make bench` prints them and keeps them in artifacts/bench.json.

Beside each time stands a floor measured in the same run: numpy touching the same arrays once
and doing nothing else. What lies between is the game.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tracemalloc
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from benchmarks.figures import MICRO, Figure, print_table, where
from game import sim
from game.sim.draws import draw
from game.sim.state import ARRAYS
from game.sim.valuation import MINUTES, Paths

SCENARIO, SEED, PATHS = "knight-2012", 1, 200
OUT = Path(__file__).resolve().parent.parent / "artifacts" / "bench.json"


def timed(work: Callable[[], object]) -> float:
    """Seconds of one call."""
    begun = perf_counter()
    work()
    return perf_counter() - begun


def timed_both(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of one call by the wall, and by the processor: others may share the machine."""
    cpu_begun = process_time()
    wall = timed(work)
    return wall, process_time() - cpu_begun


def median(work: Callable[[], object], times: int) -> float:
    """Median seconds of a call."""
    return statistics.median(timed(work) for _ in range(times))


def rolled_back(log: list[sim.Entry]) -> sim.World:
    """09:45, the seven rolled back five minutes ago, everything running away."""
    world = sim.start(sim.load(SCENARIO), SEED)
    latency = world.latency(sim.ACTIONS["rollback"])
    hosts = [host for host in range(8) if host not in world.draws.stale]
    log.append(sim.Entry(1, sim.at("09:40:00") - latency, "rollback", {"routers": hosts}))
    sim.advance(world, log, sim.at("09:45:00"))
    return world


def step_figures() -> list[Figure]:
    """One team-step with P&L, telemetry and mails; apart from it what a frame needs of a world."""
    log: list[sim.Entry] = []
    world = rolled_back(log)
    took, seen = list[float](), list[float]()
    while world.step < sim.at("09:58:00"):
        took.append(timed(lambda: sim.advance(world, log, world.step + 1)))
        seen.append(timed(lambda: sim.glance(world, sim.ALL_SEATS)))
    took.sort()
    floor = touch_state(world) * MICRO
    return [
        Figure("team-step, 09:45-09:58, seven rolled back, median",
               statistics.median(took) * MICRO, "us", 250, floor),
        Figure("the same, 99th percentile", took[len(took) * 99 // 100] * MICRO, "us"),
        Figure("a glance for a frame of all six seats", statistics.median(seen) * MICRO, "us"),
        Figure("a whole view of all seats",
               median(lambda: sim.view_for(world, sim.ALL_SEATS), 50) * MICRO, "us"),
        *saving_figures(world),
    ]  # fmt: skip


def touch_state(world: sim.World) -> float:
    """Seconds that numpy needs to read and write each array of a state once."""
    arrays = [getattr(world.state, name) for name in ARRAYS]
    pairs = [(array, array.copy()) for array in arrays]

    def touch() -> None:
        for source, target in pairs:
            np.copyto(target, source)

    return median(touch, 2000)


def saving_figures(world: sim.World) -> list[Figure]:
    blob, scenario = sim.dump(world), world.scenario
    floor = touch_state(world) * MICRO
    return [
        Figure("checkpoint", len(blob) / 1000, "kB"),
        Figure("dump", median(lambda: sim.dump(world), 300) * MICRO, "us", None, floor),
        Figure("state_hash", median(lambda: sim.state_hash(world), 300) * MICRO, "us", None, floor),
        Figure("restore", median(lambda: sim.restore(scenario, SEED, 0, blob), 100) * MICRO, "us"),
        Figure("memory of one more world of a seed", memory(blob, scenario), "kB"),
        Figure("memory of a world that can be valued", memory(None, scenario), "kB"),
    ]


def memory(blob: bytes | None, scenario: sim.Scenario) -> float:
    """kB that a world takes beside the tables that all worlds of a seed share."""
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    kept = sim.restore(scenario, SEED, 0, blob) if blob else sim.start(scenario, SEED, taped=True)
    sim.advance(kept, [], kept.step + 1)
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return (after - before) / 1000


def morning_figures(runs: int) -> list[Figure]:
    """08:00 to 10:15 in one process: nobody acts, and as history went."""

    def idle() -> None:
        sim.advance(sim.start(sim.load(SCENARIO), SEED), [], sim.CUT)

    def history() -> None:
        sim.play(sim.start(sim.load(SCENARIO), SEED), "knight_2012", sim.CUT)

    floor = touch_state(sim.start(sim.load(SCENARIO), SEED)) * sim.CUT
    figures = []
    for name, work in (("nobody acts", idle), ("as history", history)):
        wall, cpu_s = zip(*(timed_both(work) for _ in range(runs)), strict=True)
        figures.append(Figure(f"08:00-10:15, {name}", min(wall), "s", 1.2, floor))
        figures.append(Figure(f"08:00-10:15, {name}, processor", min(cpu_s), "s", None, floor))
    return figures


def path_figures() -> list[Figure]:
    """200 reference paths as one array, a step of a minute at a time."""
    scenario = sim.load(SCENARIO)
    paths = Paths(scenario, draw(scenario, sim.seed_text(SEED)), np.arange(PATHS))
    step = median(paths.step, MINUTES - 1) / PATHS * MICRO
    prices = paths.price.copy()
    floor = median(lambda: np.multiply(prices, paths.price, out=prices), 300) / PATHS * MICRO
    world = sim.start(scenario, SEED, taped=True)
    sim.play(world, "knight_2012")
    return [
        Figure("200 price paths, per path-step", step, "us", 40, floor),
        Figure("expected loss of a whole day, 200 paths", median(lambda: sim.value(world), 5), "s"),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="the best of so many mornings")
    options = parser.parse_args()
    np.seterr(over="ignore", invalid="ignore")
    figures = [*step_figures(), *morning_figures(options.runs), *path_figures()]
    print_table(figures)
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(where() | {"figures": [asdict(f) for f in figures]}, indent=1))


if __name__ == "__main__":
    main()
