"""A desk for tests: orders by shown router numbers, timed so that they take effect on a second."""

from __future__ import annotations

import dataclasses
import functools
from typing import Any

from game import sim

HISTORY, EVERYDAY = "knight-2012", "knight-shuffled"
STALE = 8  # what knight_2012.toml says; only tests of that scenario may know it
OTHERS = [1, 2, 3, 4, 5, 6, 7]


class Desk:
    """One world with its log."""

    def __init__(
        self, scenario: sim.Scenario, seed: int | str = 1, *, at: str = "08:00:00"
    ) -> None:
        self.world = sim.restore(scenario, seed, 0, saved(scenario, seed, sim.at(at)))
        self.log: list[sim.Entry] = []

    def until(self, clock: str | int) -> Desk:
        """Let time pass."""
        step = sim.at(clock) if isinstance(clock, str) else clock
        sim.advance(self.world, self.log, step)
        return self

    def order(
        self, action: str, /, seats: tuple[str, ...] = sim.ALL_SEATS, **args: Any
    ) -> sim.Entry:
        """Order for the next second. Raises Refused."""
        cleaned = sim.check(self.world, action, args, seats)
        entry = sim.Entry(len(self.log) + 1, self.world.step + 1, action, cleaned, seats)
        self.log.append(entry)
        return entry

    def effect(self, clock: str, action: str, /, **args: Any) -> Desk:
        """Order early enough for the effect to fall on the clock, and be there."""
        latency = self.world.latency(sim.ACTIONS[action], args)
        self.until(sim.at(clock) - latency - 1)
        self.order(action, **args)
        return self.until(clock)

    def looked(self, clock: str, action: str, **args: Any) -> list[str]:
        """Open something, and the keys of all that has been opened by then."""
        self.effect(clock, action, **args)
        seen = sim.view_for(self.world, sim.ALL_SEATS)
        return [item.key for item in seen.evidence]

    @property
    def figures(self) -> dict[str, Any]:
        return sim.summary(self.world)

    @property
    def rate(self) -> int:
        """Executions of the last second that no open parent explains."""
        return self.world.state.runaway_rate

    @property
    def by_router(self) -> list[int]:
        figures: list[int] = self.figures["executions_by_router"]
        return figures


@functools.lru_cache(maxsize=64)
def saved(scenario: sim.Scenario, seed: int | str, step: int) -> bytes:
    """An undisturbed morning up to a step, computed once."""
    near = step > sim.OPEN
    world = (
        sim.restore(scenario, seed, 0, saved(scenario, seed, sim.OPEN))
        if near
        else sim.start(scenario, seed)
    )
    sim.advance(world, [], step)
    return sim.dump(world)


@functools.lru_cache(maxsize=64)
def _changed(name: str, changes: tuple[tuple[str, str, Any], ...]) -> sim.Scenario:
    scenario = sim.load(name)
    values = {section: dict(keys) for section, keys in scenario.values.items()}
    for section, key, value in changes:
        values[section][key] = list(value) if isinstance(value, tuple) else value
    return dataclasses.replace(scenario, values=values)


def history(*changes: tuple[str, str, Any]) -> sim.Scenario:
    """The scenario of history, with some of its values changed: (section, key, value)."""
    return _changed(HISTORY, changes) if changes else sim.load(HISTORY)


def variant(name: str, era: str = "today") -> sim.Scenario:
    """One truth of the everyday exercise."""
    return sim.load("knight", name, era=era)


def stale(*hosts: int) -> sim.Scenario:
    """History with other hosts missed by the release, or none."""
    return history(("fleet", "stale", hosts), ("fleet", "stale_count", len(hosts)))
