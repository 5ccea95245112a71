"""Golden runs: orders in, hash and figures out, kept in tests/golden.

`make golden` (GOLDEN=write) writes files that are missing, and those whose sim_version is not the
present one: a change of the game needs a new version and a line in CHANGELOG.md.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from game import sim
from game.management import mornings, orders_file
from tests.sim.desk import EVERYDAY, HISTORY

FOLDER = Path(__file__).parent.parent / "golden"
SECRET = "5eed0f7e11ab1e5c0ffee000decade01"
TEAM = "knight_2012"

# name: scenario, seed, team index, until, orders (a scripted team's name, or lines of a file)
RUNS: dict[str, tuple[str, int | str, int, str, str | list[dict[str, Any]]]] = {
    "history": (HISTORY, 1, 0, "16:00:00", TEAM),
    "asleep": (EVERYDAY, 1, 0, "10:16:00", "asleep"),
    "history-elsewhere": (EVERYDAY, SECRET, 3, "10:05:00", TEAM),
    "found-early": (EVERYDAY, SECRET, 1, "09:50:00", [
        {"at": "08:20:00", "action": "open_mail", "args": {"group": "bnet"}, "seat": "COM"},
        {"at": "08:21:00", "action": "read_header", "args": {"group": "bnet"}, "seat": "COM"},
        {"at": "08:25:00", "action": "sweep_builds", "seat": "RTR"},
        {"at": "08:30:00", "action": "declare", "seat": "IC",
         "args": {"severity": "system", "cited": ["e02_header", "e05_builds"]}},
        {"at": "08:31:00", "action": "flag_off", "seat": ["IC", "CHG"],
         "args": {"cited": ["e05_builds"]}},
        {"at": "08:40:00", "action": "isolate", "args": {"router": 5}, "seat": "RTR"},
        {"at": "08:45:00", "action": "restore", "args": {"router": 2}, "seat": "RTR"},
        {"at": "09:20:00", "action": "flag_on", "seat": ["CHG", "IC"],
         "actor": "CHG"},
    ]),
    "a-hard-morning": (EVERYDAY, 2, 0, "12:00:00", [
        {"at": "09:31:00", "action": "rollback", "args": {"routers": [1, 2, 3, 4]}},
        {"at": "09:36:30", "action": "restart", "args": {"router": 5}},
        {"at": "09:38:00", "action": "purge", "args": {"routers": [1, 2, 3]}},
        {"at": "09:40:00", "action": "kill_switch", "seat": "IC", "actor": "ann"},
        {"at": "09:40:10", "action": "confirm_kill", "seat": "RSK", "actor": "ann"},
        {"at": "09:40:20", "action": "confirm_kill", "seat": "RSK", "actor": "ben"},
        {"at": "09:45:00", "action": "unwind", "args": {"style": "aggressive"}},
        {"at": "09:50:00", "action": "verify_flow"},
        {"at": "09:51:00", "action": "lift_kill"},
        {"at": "10:20:00", "action": "reconnect_venue"},
        {"at": "10:40:00", "action": "unwind", "args": {"style": "block"}},
    ]),
}  # fmt: skip
KEPT = (
    "sim_version", "state_hash", "steps", "stale_routers", "parents_affected", "executions",
    "executions_by_router", "shares", "symbols", "peak_gross_usd", "bnet_mails",
    "flow_stopped_at", "commands_applied", "commands_refused",
)  # fmt: skip


def run(name: str) -> dict[str, Any]:
    """The golden file as it would be written now."""
    scenario, seed, index, until, orders = RUNS[name]
    world = sim.start(sim.load(scenario), seed, index, taped=True)
    if isinstance(orders, str):
        morning = mornings.by_team(world, orders, sim.at(until))
    else:
        lines = [json.dumps(order) for order in orders]
        morning = mornings.by_orders(world, orders_file.read(lines), sim.at(until))
    loss = sim.value(world)[0]
    figures = sim.summary(world, loss)
    figures["commands_refused"] += morning.refused
    return {
        "scenario": scenario, "seed": seed, "team_index": index, "until": until,
        "log": [orders_file.line(entry) for entry in morning.entries],
        "figures": {key: figures[key] for key in KEPT},
        "loss_usd": figures["loss_usd"],
    }  # fmt: skip


@pytest.mark.parametrize("name", RUNS)
def test_golden_run(name: str) -> None:
    file, now = FOLDER / f"{name}.json", run(name)
    if os.environ.get("GOLDEN") == "write":
        _write(file, now)
    assert file.exists(), "run `make golden`"
    kept = json.loads(file.read_text())
    assert kept == now, "the game has changed: give it a new sim_version, then `make golden`"


def _write(file: Path, now: dict[str, Any]) -> None:
    if file.exists():
        kept = json.loads(file.read_text())
        same_version = kept["figures"]["sim_version"] == now["figures"]["sim_version"]
        if same_version and kept["figures"] != now["figures"]:
            pytest.fail("another result needs another sim_version (or delete the unreleased file)")
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(now, indent=1) + "\n")


@pytest.mark.parametrize("name", RUNS)
def test_the_log_of_a_golden_run_gives_the_same_hash(name: str) -> None:
    """As an exercise's exported log does: inner numbers, numbers of rows, actors."""
    kept = json.loads((FOLDER / f"{name}.json").read_text())
    world = sim.start(sim.load(kept["scenario"]), kept["seed"], kept["team_index"])
    orders = orders_file.read(kept["log"])
    mornings.by_orders(world, orders, sim.at(kept["until"]))
    assert sim.state_hash(world) == kept["figures"]["state_hash"]


def test_every_golden_file_is_run() -> None:
    assert {file.stem for file in FOLDER.glob("*.json")} == set(RUNS)


def test_the_changelog_names_the_version_of_the_game() -> None:
    changelog = FOLDER.parent.parent / "CHANGELOG.md"
    if not changelog.exists():
        pytest.skip("no CHANGELOG.md yet")
    assert f"Simulation version {sim.VERSION}." in changelog.read_text()
