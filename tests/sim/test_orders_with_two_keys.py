"""Some orders need two people: one gives them, another approves, or they lapse."""

from __future__ import annotations

from typing import Any

import pytest

from game import sim
from tests.sim.desk import EVERYDAY, Desk

TABLE = {
    "flag_off": ("CHG", "IC", {}),
    "rollback": ("RTR", "IC", {"routers": [2]}),
    "deploy": ("RTR", "CHG", {"router": 2}),
    "link_account_33": ("RSK", "IC", {}),
}


def desk_for(name: str) -> Desk:
    desk = Desk(sim.load(EVERYDAY), at="09:00:00" if name == "link_account_33" else "09:31:00")
    if name == "deploy":
        desk.effect("09:32:00", "isolate", router=2)
    return desk


def happened(desk: Desk, seq: int) -> list[str]:
    return [kind for _, number, _, kind, _ in desk.world.state.log if number == seq]


def refused(desk: Desk, action: str, seats: tuple[str, ...], **args: Any) -> str:
    with pytest.raises(sim.Refused) as why:
        sim.check(desk.world, action, args, seats)
    return str(why.value.text)


@pytest.mark.parametrize("name", TABLE)
def test_an_order_waits_for_its_second_key_and_then_takes_its_time(name: str) -> None:
    seat, second, args = TABLE[name]
    desk = desk_for(name)
    first = desk.order(name, seats=(seat,), **args)
    desk.until(desk.world.step + 20)
    waiting = sim.view_for(desk.world, (second,)).pending[-1]
    assert str(waiting.title).startswith("Waits for the approval of ")
    desk.order("approve", seats=(second,), what=name)
    desk.until(desk.world.step + desk.world.latency(sim.ACTIONS[name]))
    assert happened(desk, first.seq) == ["ordered", "ordered"]
    desk.until(desk.world.step + 2)
    assert happened(desk, first.seq) == ["ordered", "ordered", "done"]


@pytest.mark.parametrize("name", TABLE)
def test_who_holds_both_seats_needs_nobody(name: str) -> None:
    seat, second, args = TABLE[name]
    desk = desk_for(name)
    order = desk.order(name, seats=(seat, second), **args)
    desk.until(desk.world.step + desk.world.latency(sim.ACTIONS[name]) + 2)
    assert happened(desk, order.seq) == ["ordered", "done"]


def test_an_order_that_nobody_approves_lapses() -> None:
    desk = desk_for("flag_off")
    desk.order("flag_off", seats=("CHG",))
    desk.until(desk.world.step + 10)
    assert refused(desk, "flag_off", ("CHG",)) == "It is being switched off."
    desk.until(desk.world.step + 120)
    assert desk.world.state.flag_on
    last = sim.view_for(desk.world, ("IC",)).log[-1]
    assert str(last.text) == "Nobody approved it in time: Switch the RLP flag off"
    assert refused(desk, "approve", ("IC",), what="flag_off") == "No order waits for an approval."
    desk.order("flag_off", seats=("CHG",))


def test_an_approval_is_the_right_seats() -> None:
    desk = desk_for("rollback")
    desk.order("rollback", seats=("RTR",), routers=[2])
    desk.until(desk.world.step + 5)
    assert refused(desk, "approve", ("RTR",), what="rollback").startswith("Your seat")
    assert refused(desk, "approve", ("IC",), what="deploy").startswith("No such order waits")
    wrong = desk.order("approve", seats=("CHG",), what="rollback")
    desk.until(desk.world.step + 2)
    assert happened(desk, wrong.seq) == ["failed"]
    assert desk.world.state.awaiting


def test_of_two_orders_that_wait_the_one_that_was_meant_is_approved() -> None:
    desk = desk_for("deploy")
    desk.effect("09:34:00", "isolate", router=5)
    first, second = (desk.order("deploy", seats=("RTR",), router=n) for n in (2, 5))
    desk.until(desk.world.step + 5)
    shown = sim.view_for(desk.world, ("CHG",)).pending
    assert [item.seq for item in shown if item.waits] == [first.seq, second.seq]
    desk.order("approve", seats=("CHG",), what="deploy", order=second.seq)
    desk.until(desk.world.step + desk.world.latency(sim.ACTIONS["deploy"]) + 2)
    assert happened(desk, second.seq) == ["ordered", "ordered", "done"]
    assert happened(desk, first.seq)[-1] != "done"
    gone = refused(desk, "approve", ("CHG",), what="deploy", order=second.seq)
    assert gone == "No order waits for an approval."


def test_an_approved_order_that_has_become_impossible_fails() -> None:
    desk = desk_for("deploy")
    desk.order("deploy", seats=("RTR",), router=2)
    desk.until(desk.world.step + 2)
    desk.order("restore", router=2, verify="no")
    desk.until(desk.world.step + 80)
    approval = desk.order("approve", seats=("CHG",), what="deploy")
    desk.until(desk.world.step + 2)
    assert happened(desk, approval.seq) == ["ordered", "failed"]
    assert not desk.world.state.awaiting


def test_before_an_error_is_seen_the_flag_needs_a_case() -> None:
    desk = Desk(sim.load(EVERYDAY), at="08:30:00")
    words = "No error is seen yet: cite what you have opened that speaks of a fault by itself."
    assert refused(desk, "flag_off", sim.ALL_SEATS) == words
    weak = desk.looked("08:40:00", "check_ticket")
    assert refused(desk, "flag_off", sim.ALL_SEATS, cited=weak) == words
    desk.order("flag_off", cited=desk.looked("08:50:00", "sweep_builds"))


def test_the_second_key_is_anybodys_where_the_commander_holds_both_seats() -> None:
    desk = Desk(sim.load(EVERYDAY), at="09:31:00")
    both, other = ("IC", "RSK", "COM"), ("RTR", "CHG", "TRD")
    assert refused(desk, "confirm_kill", other) == "Your seat does not have this power."
    desk.order("kill_switch", seats=both)
    desk.until("09:31:05")
    desk.order("confirm_kill", seats=other)
    assert desk.until("09:31:40").world.state.killed
    apart = Desk(sim.load(EVERYDAY), at="09:31:00")
    apart.order("kill_switch", seats=("IC",))
    apart.until("09:31:05")
    assert refused(apart, "confirm_kill", ("RTR",)) == "Your seat does not have this power."


def alone(desk: Desk, action: str, **args: Any) -> sim.Entry:
    cleaned = sim.check(desk.world, action, args, alone=True)
    entry = sim.Entry(len(desk.log) + 1, desk.world.step + 1, action, cleaned, actor="ann")
    desk.log.append(entry)
    return entry


def test_the_cast_turns_the_second_key_for_who_cites_evidence() -> None:
    desk = Desk(sim.load(EVERYDAY), at="09:30:30")
    cited = desk.looked("09:31:30", "check_drop_copy")
    alone(desk, "kill_switch", cited=cited)
    desk.until("09:31:50")
    assert not desk.world.state.killed
    assert desk.until("09:31:52").world.state.killed


def test_the_cast_wants_to_see_something_first() -> None:
    desk = Desk(sim.load(EVERYDAY), at="09:31:00")
    alone(desk, "kill_switch")
    desk.until("09:32:00")
    assert not desk.world.state.killed
    line = str(sim.view_for(desk.world, sim.ALL_SEATS).log[-1].text)
    assert "show me what you have seen" in line
    cited = desk.looked("09:32:30", "check_drop_copy")
    alone(desk, "kill_switch", cited=cited)
    assert desk.until("09:33:00").world.state.killed
