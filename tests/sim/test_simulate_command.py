"""manage.py simulate and manage.py actions: what scripts and other tools rely on."""

from __future__ import annotations

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from game import sim
from game.management import orders_file

ROOT = Path(__file__).resolve().parents[2]
KEYS = """scenario seed team sim_version state_hash steps wall_seconds stale_routers
    parents_affected executions executions_by_router
    shares symbols long_symbols short_symbols long_usd short_usd
    peak_gross_usd symbols_20pct_5pct symbols_50pct_10pct symbols_30pct paused_symbols bnet_mails
    other_mails first_bnet last_bnet flow_stopped_at shares_per_execution executions_by_1000_share
    executions_after_1015 exec_rate_0930_0958 top_symbol_exec_rate volume_ratio_1000
    position_close_usd loss_usd loss_intraday_usd loss_block_usd do_nothing_loss_usd
    commands_applied commands_refused score"""
LINE = {"at": "09:31:00", "action": "isolate", "args": {"router": 3}, "seat": "RTR"}


def simulate(*words: str) -> dict[str, Any]:
    out = StringIO()
    call_command("simulate", *words, "--json", stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def by_lines(tmp_path: Path, *lines: object, until: str = "09:36:00") -> dict[str, Any]:
    file = tmp_path / "orders.jsonl"
    file.write_text("\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines))
    return simulate("knight-2012", "--seed", "1", "--commands", str(file), "--until", until)


def test_it_prints_one_json_object_with_every_key() -> None:
    words = ["simulate", "knight-2012", "--seed", "1"]
    answer = subprocess.run(
        [sys.executable, "manage.py", *words, "--until", "09:31:00", "--json"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = json.loads(answer.stdout)
    assert set(KEYS.split()) <= set(found)
    assert found["team"] == "asleep"
    assert found["loss_usd"] == found["do_nothing_loss_usd"] > 0
    assert found["steps"] == sim.at("09:31:00")
    assert len(found["executions_by_router"]) == 8
    assert found["other_mails"] > 300
    assert isinstance(found["score"], dict)


def test_a_line_is_an_order(tmp_path: Path) -> None:
    found = by_lines(tmp_path, LINE, LINE | {"args": {"router": 8}}, "")
    assert (found["commands_applied"], found["commands_refused"]) == (2, 0)
    assert found["flow_stopped_at"] is not None
    assert found["loss_usd"] < found["do_nothing_loss_usd"]


def test_a_refused_line_leaves_no_trace(tmp_path: Path) -> None:
    refused = {"at": "09:33:00", "action": "restore", "args": {"router": 5}}
    with_it, without = by_lines(tmp_path, LINE, refused), by_lines(tmp_path, LINE)
    assert with_it["commands_refused"] == 1
    assert with_it["state_hash"] == without["state_hash"]


def test_lines_need_not_be_in_the_order_of_time(tmp_path: Path) -> None:
    other = LINE | {"at": "09:30:30", "args": {"router": 4}}
    assert (
        by_lines(tmp_path, LINE, other)["state_hash"]
        == by_lines(tmp_path, other, LINE)["state_hash"]
    )


def test_both_keys_of_the_kill_switch_are_two_lines(tmp_path: Path) -> None:
    file = tmp_path / "keys.jsonl"
    keys = [("kill_switch", "IC", "09:31:00"), ("confirm_kill", "RSK", "09:31:00")]
    rows = [{"action": action, "seat": seat, "at": at} for action, seat, at in keys]
    file.write_text("\n".join(json.dumps(row) for row in rows))
    found = simulate(
        "knight-shuffled", "--seed", "1", "--commands", str(file), "--until", "09:33:00"
    )
    assert found["commands_applied"] == 2
    assert found["flow_stopped_at"] is not None


def test_the_log_of_a_run_gives_the_run_again(tmp_path: Path) -> None:
    scenario, secret, until = "knight-shuffled", "0123456789abcdef" * 2, "09:45:00"
    world = sim.start(sim.load(scenario), secret, 2)
    log = sim.play(world, "knight_2012", sim.at(until))
    log = [sim.Entry(e.seq * 3, e.due, e.action, e.args, e.seats, "p17") for e in log]
    world = sim.replay(sim.load(scenario), secret, 2, log, sim.at(until))
    file = tmp_path / "log.jsonl"
    file.write_text("\n".join(orders_file.line(entry) for entry in log))
    words = ["--commands", str(file), "--team-index", "2", "--until", until]
    found = simulate(scenario, "--seed", secret, *words)
    assert found["state_hash"] == sim.state_hash(world)
    assert found["seed"] == secret


BAD = [
    ("not json", "not JSON"),
    ("[1]", "not a JSON object"),
    ({"action": "isolate"}, "'at' is missing"),
    ({"at": "09:31:00"}, "'action' is missing"),
    (LINE | {"at": "9:31"}, "not a time"),
    (LINE | {"at": "17:00:00"}, "outside"),
    (LINE | {"action": "isolat"}, "unknown action 'isolat'"),
    (LINE | {"args": {}}, "needs the argument 'router'"),
    (LINE | {"args": {"router": 9}}, "does not do"),
    (LINE | {"args": {"router": True}}, "does not do"),
    (LINE | {"args": {"router": 3, "host": 3}}, "no argument 'host'"),
    (LINE | {"args": [3]}, "'args' must be"),
    (LINE | {"seat": "BOSS"}, "unknown seat 'BOSS'"),
    (LINE | {"seats": "RTR"}, "unknown key 'seats'"),
    (LINE | {"seq": 0}, "'seq' must be"),
    ({"at": "09:31:00", "action": "rollback", "args": {"routers": []}}, "does not do"),
    ({"at": "09:31:00", "action": "unwind", "args": {"style": "x"}}, "does not do"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "words"), BAD)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, line: object, words: str) -> None:
    with pytest.raises(CommandError) as why:
        by_lines(tmp_path, LINE, "", line)
    assert why.value.returncode == 2
    assert "line 3: " in str(why.value)
    assert words in str(why.value)
    assert "\n" not in str(why.value)


@pytest.mark.parametrize(
    "words",
    [
        ["nope", "--seed", "1"],
        ["knight-2012", "--seed", "one"],
        ["knight-2012", "--seed", "1", "--until", "24:00:00"],
        ["knight-2012", "--seed", "1", "--team", "nobody"],
        ["knight-2012", "--seed", "1", "--commands", "/nonexistent/file"],
    ],
)
def test_arguments_that_will_not_do_end_with_2(words: list[str]) -> None:
    with pytest.raises(CommandError) as why:
        simulate(*words)
    assert why.value.returncode == 2


def test_a_bad_file_ends_the_program_with_2_and_one_line(tmp_path: Path) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text('{"at": "09:31:00", "action": "isolat"}\n')
    words = ["simulate", "knight-2012", "--seed", "1", "--commands", str(file), "--json"]
    answer = subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert len(answer.stderr.splitlines()) == 1
    assert "line 1: unknown action 'isolat'" in answer.stderr


def test_actions_lists_every_action() -> None:
    out = StringIO()
    call_command("actions", "--json", stdout=out)
    rows = json.loads(out.getvalue())
    assert [row["name"] for row in rows] == list(sim.ACTIONS)
    assert all({"args", "seats", "latency_s", "help"} <= set(row) for row in rows)
    assert next(row for row in rows if row["name"] == "rollback")["args"][0]["kind"] == "routers"
