"""Each folder of parts holds one part a file, named and worded as the rest relies on."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

import game.sim
from game import sim
from game.sim import alerts, evidence, injects, scores
from game.sim.parts import CONTROL, Action
from game.sim.registry import collect

ROOT = Path(game.sim.__file__).parent
KINDS = {"router", "routers", "choice", "text", "evidence", "int"}


def files(folder: str) -> set[str]:
    return {file.stem for file in (ROOT / folder).glob("*.py")} - {"__init__"}


def test_each_file_is_a_part() -> None:
    assert set(sim.ACTIONS) == files("actions")
    assert set(alerts.alerts()) == files("alerts")
    assert set(evidence.catalogue()) == files("evidence")
    assert set(sim.TEAMS) == files("teams")
    assert set(scores.catalogue()) == files("scores")
    assert set(injects.injects()) == files("injects")


@pytest.mark.parametrize("action", sim.ACTIONS.values(), ids=lambda action: action.name)
def test_an_action_is_described(action: Action) -> None:
    assert action.name in sim.ACTIONS
    assert sim.ACTIONS[action.name] is action
    assert action.group in sim.GROUPS
    assert action.seats
    assert set(action.seats) <= set(sim.ALL_SEATS) or action.seats == (CONTROL,)
    assert 0 <= action.latency_s <= 600
    assert str(action.title)[0].isupper()
    assert len(str(action.help)) > 20


@pytest.mark.parametrize("action", sim.ACTIONS.values(), ids=lambda action: action.name)
def test_the_fields_of_an_action_can_be_drawn(action: Action) -> None:
    for field in action.fields:
        assert field.kind in KINDS
        assert str(field.label)
        assert bool(field.choices) == (field.kind == "choice")


def test_everything_of_the_first_exercise_is_there() -> None:
    wanted = """sweep_hashes sweep_builds sweep_processes read_logs enable_ratio open_mail
        read_header check_flag check_ticket drain undrain isolate restart restore deploy rollback
        flag_off flag_on stop_intake resume_intake purge cancel_orders kill_switch confirm_kill
        disconnect_venue reconnect_venue call_exchange notify_clients unwind declare
        claim_contained verify_flow"""
    assert set(wanted.split()) <= set(sim.ACTIONS)


def test_alerts_and_evidence_say_who_and_what() -> None:
    for alert in alerts.alerts().values():
        assert alert.channel in {"alert", "phone", "chat", "notice"}
        assert alert.severity in {"crit", "warn", "info", "note"}
        assert str(alert.sender)
    for name, item in evidence.catalogue().items():
        assert item.key == name
        assert item.klass in (0, 1, 2, 3)


@pytest.mark.parametrize("count", [0, 2])
def test_a_file_with_none_or_two_parts_is_an_error(
    count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "__init__.py").write_text("")
    body = "from game.sim.parts import Action\n"
    body += "".join(f"class P{n}(Action): ...\n" for n in range(count))
    (tmp_path / "parts" / "one.py").write_text(body)
    monkeypatch.syspath_prepend(str(tmp_path))
    package = importlib.import_module("parts")
    try:
        with pytest.raises(ImportError, match="exactly one Action"):
            collect(package, Action)
    finally:
        for name in ("parts", "parts.one"):
            sys.modules.pop(name, None)


def test_scenarios_load_and_differ_where_they_should() -> None:
    names = ["knight-2012", "knight-mixed", "knight-shuffled"]
    assert {"knight", *names} <= set(sim.scenario_names())
    history, harder, everyday = (sim.load(name) for name in names)
    assert harder.values["market"] == everyday.values["market"]
    assert history.values["market"] == everyday.values["market"]
    assert history.values["unwind"] == everyday.values["unwind"]
    assert history.values["ledger"] == everyday.values["ledger"]
    assert history.values["flow"] == everyday.values["flow"]
    assert (history.era, everyday.era) == ("2012", "today")
    assert not history.ranked
    assert history.hash != everyday.hash


def test_an_unknown_scenario_is_named() -> None:
    with pytest.raises(KeyError, match="knight-2012"):
        sim.load("nope")
