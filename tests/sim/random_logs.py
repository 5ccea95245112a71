"""Random mornings: forty and more orders from a source of chance, as people might give them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from game import sim
from tests.sim.books import Auditor
from tests.sim.desk import EVERYDAY, HISTORY, Desk

FROM, LEAST, MOST = ("09:24:00", "09:31:00", "09:31:00"), 40, 55
SEEDS = (1, 2, 3)
LATE = 0.25  # part of the logs that go on to the unwind
SCENARIOS = (HISTORY, EVERYDAY, "knight")
LOOK = (
    "sweep_builds", "sweep_hashes", "sweep_processes", "read_logs", "check_flag", "check_ticket",
    "open_mail", "read_header", "read_pmon", "record_rates", "check_drop_copy", "look_at_orders",
)  # fmt: skip
ACT = (
    "isolate", "restore", "drain", "undrain", "stop", "restart", "deploy", "rollback", "purge",
    "flag_off", "flag_on", "stop_intake", "resume_intake", "kill_switch", "confirm_kill",
    "lift_kill", "disconnect_venue", "reconnect_venue", "cancel_orders", "unwind", "declare",
    "withdraw", "claim_contained", "verify_flow", "notify_clients", "enable_ratio", "block_symbols",
    "unblock_symbols", "throttle", "unthrottle", "arm_breaker", "disarm_breaker", "link_account_33",
    "ask_to_be_cut_off", "pull_power", "stop_feed", "resume_feed", "mend_feed", "straighten",
    "reroute", "hedge", "approve", "welcome_clients_back",
)  # fmt: skip
CORE = (
    "isolate", "restore", "drain", "stop", "restart", "deploy", "rollback", "purge", "flag_off",
    "flag_on", "disconnect_venue", "reconnect_venue", "unwind",
)  # fmt: skip
SAY = (
    "believe", "share_evidence", "decision_record", "assign", "read_back", "close_check",
    "reopen_check", "notify_exchange", "notify_regulator", "notify_board", "notify_press",
    "file_erroneous", "evidence_hold", "ask_colleague",
)  # fmt: skip


@dataclass
class Run:
    """What became of a random log."""

    desk: Desk
    begun: str
    given: int
    accepted: int

    @property
    def done(self) -> set[str]:
        """Actions that took effect."""
        rows = self.desk.world.state.log
        names = {entry.seq: entry.action for entry in self.desk.log}
        return {names[seq] for _, seq, _, kind, _ in rows if kind == "done" and seq in names}


def orders(chance: Random) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Seconds to wait, action, arguments by shown numbers."""
    for _ in range(chance.randint(LEAST, MOST)):
        name = chance.choice(chance.choices((LOOK, ACT, CORE, SAY), (25, 25, 35, 15))[0])
        yield chance.randint(1, 30), name, arguments(chance, name)


def arguments(chance: Random, name: str) -> dict[str, Any]:
    """Arguments of the right kinds; whether they make sense now is the world's to say."""
    return {field.name: _value(chance, field) for field in sim.ACTIONS[name].fields}


def _value(chance: Random, field: sim.Field) -> Any:
    hosts = range(1, 9)
    if field.kind == "router":
        return chance.choice(hosts)
    if field.kind == "routers":
        return sorted(set(chance.choices(hosts, k=chance.randint(1, 7))))
    if field.kind == "choice":
        return chance.choice([key for key, _ in field.choices])
    if field.kind == "evidence":
        return chance.sample(["e05_builds", "e01_rejects", "e11_log-3", "nonsense"], k=2)
    if field.kind == "int":
        return 2_000_000 if field.name == "dollars" else chance.choice([1, 5, 20, 100])
    return chance.choice(["bnet", "disk", "nonsense"])


def _unwind(desk: Desk, chance: Random) -> bool:
    """Before 10:15 it takes a check of fills; afterwards anyone may."""
    desk.until(max(desk.world.step, sim.at("10:15:05")))
    given = _give(desk, "unwind", arguments(chance, "unwind"))
    desk.until(desk.world.step + 120)
    return given


def play(chance: Random) -> Run:
    """Give a random log to a fresh desk whose books are audited every second."""
    scenario, seed = sim.load(chance.choice(SCENARIOS)), chance.choice(SEEDS)
    begun = chance.choice(FROM)
    desk = Desk(scenario, seed, at=begun)
    Auditor(desk.world)
    run = Run(desk, begun, 0, 0)
    for wait, action, args in orders(chance):
        before = desk.world.step
        desk.until(before + wait)
        assert desk.world.step == before + wait
        run.given += 1
        run.accepted += _give(desk, action, args)
    if chance.random() < LATE:
        run.given += 1
        run.accepted += _unwind(desk, chance)
    desk.until(desk.world.step + 150)
    return run


def _give(desk: Desk, action: str, args: dict[str, Any]) -> bool:
    """Order it; a refusal must leave the world as it was."""
    before = desk.world.hash()
    try:
        desk.order(action, **args)
    except sim.Refused:
        return False
    finally:
        assert desk.world.hash() == before
    return True
