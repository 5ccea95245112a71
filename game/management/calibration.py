"""Does the simulation land on history? Rows of acceptance.toml against runs of many seeds."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from game import sim
from game.management.mornings import IDLE

SCENARIO, TODAY = "knight-2012", "knight-shuffled"
HISTORY = "knight_2012"
WHAT_IFS = (
    "stop_0931", "stop_0935", "stop_0945", "kill_0934", "endless_rollback", "isolate_innocent",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One row of the acceptance table. `bounds` is None for an exact row."""

    key: str
    exact: Any
    bounds: tuple[Any, Any] | None
    target: float | None
    digits: int | None

    def holds(self, figure: Any) -> bool:
        """Is the figure where history puts it?"""
        if self.bounds is None:
            return bool(
                figure[: self.digits] == self.exact if self.digits else figure == self.exact
            )
        return figure is not None and bool(self.bounds[0] <= figure <= self.bounds[1])


@functools.cache
def rows(section: str = "row") -> tuple[Row, ...]:
    """The acceptance table ("row") or the counterfactual lines ("what_if")."""
    file = resources.files("game.management") / "acceptance.toml"
    return tuple(_row(raw) for raw in tomllib.loads(file.read_text())[section])


def _row(raw: dict[str, Any]) -> Row:
    bounds = None if "is" in raw else (raw.get("low", ""), raw.get("high", raw.get("below")))
    return Row(raw["key"], raw.get("is"), bounds, raw.get("target"), raw.get("digits"))


def failures(figures: dict[str, Any], section: str = "row") -> list[str]:
    """Keys of the rows that do not hold."""
    return [row.key for row in rows(section) if not row.holds(figures[row.key])]


def history(seed: int | str, scenario: sim.Scenario | None = None) -> dict[str, Any]:
    """Figures of the historical run, with the do-nothing run of the same seed beside it."""
    scenario = scenario or sim.load(SCENARIO)
    world = _played(scenario, seed, HISTORY)
    idle = _played(scenario, seed, IDLE)
    loss, nothing = sim.value(world, idle)
    figures = sim.summary(world, loss, nothing)
    figures |= _rates(world, figures["executions"])
    figures["history_over_nothing"] = round(loss.total / nothing.total, 4)
    figures["do_nothing_parents"] = sim.summary(idle)["parents_affected"]
    return figures


def _rates(world: sim.World, executions: int) -> dict[str, float]:
    """Executions a second before the roll-back and from there to the stop."""
    rollback, stop = (sim.at(world.scenario["history"][key]) for key in ("rollback", "stop"))
    assert world.tape is not None
    before = int(world.tape.executions[world.tape.row(rollback)])
    return {
        "router_rate_before": round(before / (rollback - sim.OPEN), 1),
        "fleet_rate_after": round((executions - before) / (stop - rollback), 1),
    }


def _played(scenario: sim.Scenario, seed: int | str, team: str) -> sim.World:
    world = sim.start(scenario, seed, taped=True)
    sim.play(world, team)
    return world


def what_ifs(seed: int | str) -> dict[str, Any]:
    """Losses in dollars of other mornings of the seed, and what must hold between them."""
    scenario = sim.load(SCENARIO)
    runs = {name: _run(scenario, seed, _orders(scenario, seed, name)) for name in WHAT_IFS[:3]}
    runs |= {name: _run(scenario, seed, _orders(scenario, seed, name)) for name in WHAT_IFS[4:]}
    runs["nothing"] = _played(scenario, seed, IDLE)
    losses = dict(zip(runs, sim.value(*runs.values()), strict=True))
    today = sim.load(TODAY)
    killed = _run(today, seed, _orders(today, seed, "kill_0934"))
    losses["kill_0934"] = sim.value(killed)[0]
    return {key: round(loss.total) for key, loss in losses.items()} | _relations(losses)


def _relations(losses: dict[str, Any]) -> dict[str, Any]:
    total = {key: loss.total for key, loss in losses.items()}
    ladder = [total[key] for key in ("stop_0931", "stop_0935", "stop_0945", "nothing")]
    first, last = 12, 45  # minutes after 09:30: both run from the roll-back to the cut at 10:15
    pairs = list(zip(losses["endless_rollback"].curve, losses["nothing"].curve, strict=True))[
        first : last + 1
    ]
    return {
        "loss_grows_with_delay": ladder == sorted(set(ladder)),
        "endless_rollback_dearer_minutes": sum(a > b for a, b in pairs) / len(pairs),
        "isolating_innocent_changes": round(total["isolate_innocent"] / total["nothing"] - 1.0, 5),
    }


def _orders(scenario: sim.Scenario, seed: int | str, name: str) -> list[tuple[str, str, Any]]:
    """(clock at which it takes effect, action, args with the world's own numbers)."""
    stale = [number - 1 for number in sim.summary(sim.start(scenario, seed))["stale_routers"]]
    others = [host for host in range(8) if host not in stale]
    return {
        "stop_0931": [("09:31:00", "stop", {"router": stale[0]})],
        "stop_0935": [("09:35:00", "stop", {"router": stale[0]})],
        "stop_0945": [("09:45:00", "stop", {"router": stale[0]})],
        "kill_0934": [("09:33:00", "kill_switch", {}), ("09:34:00", "confirm_kill", {})],
        "endless_rollback": [("09:40:00", "rollback", {"routers": others})],
        "isolate_innocent": [("09:31:00", "isolate", {"router": others[-1]})],
    }[name]


def _run(
    scenario: sim.Scenario, seed: int | str, orders: Sequence[tuple[str, str, Any]]
) -> sim.World:
    world = sim.start(scenario, seed, taped=True)
    entries = []
    for seq, (when, action, args) in enumerate(orders, start=1):
        due = sim.at(when) - world.latency(sim.ACTIONS[action])
        entries.append(sim.Entry(seq, due, action, args))
    sim.advance(world, entries, sim.STEPS)
    return world
