"""An order that cannot be given now says why, in words, and the same check greys the button."""

from __future__ import annotations

from typing import Any

import pytest

from game import sim
from tests.sim.desk import EVERYDAY, OTHERS, STALE, Desk, history

RTR = ("RTR",)


def refusal(desk: Desk, action: str, seats: tuple[str, ...] = sim.ALL_SEATS, **args: Any) -> str:
    before = desk.world.hash()
    with pytest.raises(sim.Refused) as why:
        sim.check(desk.world, action, args, seats)
    assert desk.world.hash() == before
    return str(why.value.text)


@pytest.fixture
def desk() -> Desk:
    return Desk(history(), at="09:31:00")


ARGUMENTS: dict[str, dict[str, Any]] = {
    "router": {"router": 3}, "routers": {"routers": [3]}, "choice": {"severity": "firm"},
    "group": {"group": "bnet"}, "cited": {"cited": []}, "style": {"style": "hold"},
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(sim.ACTIONS))
def test_the_wrong_seat_is_refused(desk: Desk, name: str) -> None:
    wrong = tuple(set(sim.ALL_SEATS) - set(sim.ACTIONS[name].seats))
    if not wrong:
        pytest.skip("any seat may")
    assert refusal(desk, name, wrong) == "Your seat does not have this power."


@pytest.mark.parametrize("name", sorted(sim.ACTIONS))
def test_nothing_can_be_ordered_when_the_morning_is_over(name: str) -> None:
    desk = Desk(history(), at="16:00:00")
    assert refusal(desk, name) == "The morning is over."


@pytest.mark.parametrize("name", [n for n, known in sim.ACTIONS.items() if known.era == "today"])
def test_todays_controls_are_not_on_the_desk_of_2012(desk: Desk, name: str) -> None:
    assert refusal(desk, name) == "This desk of 2012 has no such control."


@pytest.mark.parametrize(
    ("action", "args", "words"),
    [
        ("fly", {}, "There is no action fly."),
        ("isolate", {}, "Choose: Router."),
        ("isolate", {"router": 9}, "There is no router 9."),
        ("isolate", {"router": 0}, "There is no router 0."),
        ("isolate", {"router": "x"}, "A whole number is needed."),
        ("isolate", {"router": float("inf")}, "A whole number is needed."),
        ("rollback", {"routers": []}, "Choose: Routers."),
        ("rollback", {"routers": [1, 99]}, "There is no router 99."),
        ("declare", {"severity": "huge"}, "huge is not one of the choices."),
        ("open_mail", {"group": "nonsense"}, "There is no mail with that subject."),
        ("read_header", {"group": "bnet"}, "Open the mails of that subject first."),
        ("restore", {"router": 3}, "SMARS-3 is not isolated."),
        ("undrain", {"router": 3}, "SMARS-3 is not draining."),
        ("deploy", {"router": 3}, "Drain, isolate or stop SMARS-3 first."),
        ("flag_on", {}, "The RLP flag is already on."),
        ("resume_intake", {}, "The firm is taking orders."),
        ("reconnect_venue", {}, "The firm is connected."),
        ("claim_contained", {}, "Declare an incident first."),
        ("unblock_symbols", {}, "No name is blocked."),
        ("resume_feed", {"feed": "1"}, "That feed is running."),
        ("mend_feed", {"feed": "1"}, "Stop that feed first."),
        ("stop_feed", {"feed": "9"}, "9 is not one of the choices."),
        ("reroute", {}, "No router is isolated or stopped."),
        ("approve", {"what": "deploy"}, "No order waits for an approval."),
        ("read_back", {"assignment": 1}, "No task waits to be read back."),
        ("reopen_check", {"sign": "disk"}, "No sign is closed."),
        ("welcome_clients_back", {}, "Nobody has told clients to send their orders elsewhere."),
        ("notify_exchange", {}, "Choose: Orders that no client gave."),
        ("share_evidence", {"cited": ["e05_builds"]}, "Choose: What you have seen."),
        ("withdraw", {}, "No incident is declared."),
    ],
)
def test_a_refusal_says_what_is_missing(
    desk: Desk, action: str, args: dict[str, Any], words: str
) -> None:
    assert refusal(desk, action, **args) == words


@pytest.mark.parametrize(
    ("action", "args", "words"),
    [
        ("isolate", {"router": 3}, "SMARS-3 is already isolated."),
        ("drain", {"router": 3}, "SMARS-3 is already draining."),
        ("stop", {"router": 3}, "SMARS-3 is stopped."),
        ("flag_off", {}, "The RLP flag is already off."),
        ("stop_intake", {}, "Intake is already stopped."),
        ("disconnect_venue", {}, "The firm is already disconnected."),
        ("enable_ratio", {}, "The panel is already enabled."),
        ("stop_feed", {"feed": "2"}, "That feed is already stopped."),
        ("ask_to_be_cut_off", {}, "The firm is already disconnected."),
        ("evidence_hold", {}, "That has been done."),
        ("declare", {"severity": "firm"}, "An incident is already declared."),
    ],
)
def test_twice_is_refused(desk: Desk, action: str, args: dict[str, Any], words: str) -> None:
    desk.order(action, **args)
    desk.until("09:36:00")
    assert refusal(desk, action, **args) == words


@pytest.mark.parametrize("action", ["isolate", "restart", "stop"])
def test_an_order_under_way_is_not_given_again(desk: Desk, action: str) -> None:
    desk.order(action, router=3)
    desk.until(desk.world.step + 2)
    assert "SMARS-3" in refusal(desk, action, router=3)


def test_refusals_and_answers_speak_of_shown_numbers() -> None:
    desk = Desk(sim.load(EVERYDAY), at="09:31:00")
    assert desk.world.shown != tuple(range(1, 9))
    for shown in OTHERS:
        assert refusal(desk, "restore", router=shown) == f"SMARS-{shown} is not isolated."
    desk.effect("09:35:00", "isolate", router=5)
    assert sim.view_for(desk.world, RTR).fleet[4].state == "isolated"


def test_controls_of_today_say_what_they_lack() -> None:
    before, after = (Desk(sim.load(EVERYDAY), at=when) for when in ("09:00:00", "09:31:00"))
    assert refusal(before, "arm_breaker", ratio=1) == "Give a number from 2 to 1000."
    assert refusal(before, "link_account_33", dollars=5).startswith("Give a number from 100000")
    assert refusal(before, "block_symbols", names="mine") == "The market is not open yet."
    assert refusal(before, "hedge") == "PMON shows nothing in account 33."
    assert refusal(before, "unthrottle", router=3) == "SMARS-3 is not throttled."
    assert refusal(before, "disarm_breaker") == "The breaker is not armed."
    for name, args in (("arm_breaker", {"ratio": 20}), ("link_account_33", {})):
        assert refusal(after, name, **args) == "It can only be armed before the open."
    before.effect("09:10:00", "arm_breaker", ratio=20)
    assert refusal(before, "arm_breaker", ratio=20) == "The breaker is already armed."


def test_an_order_that_has_become_impossible_is_an_event(desk: Desk) -> None:
    desk.order("isolate", router=3)
    later = sim.Entry(2, desk.world.step + 100, "isolate", {"router": 2})
    desk.log.append(later)
    events = sim.advance(desk.world, desk.log, desk.world.step + 110)
    failed = [event for event in events if event.kind == "failed"]
    assert [event.seq for event in failed] == [2]
    assert str(failed[0].text).startswith("Could not be carried out: SMARS-")
    assert desk.figures["commands_refused"] == 1
    assert desk.figures["commands_applied"] == 1


def test_the_second_key_is_somebody_elses() -> None:
    desk = Desk(sim.load(EVERYDAY), at="09:31:00")
    assert refusal(desk, "confirm_kill") == "The first key is not turned."
    step = desk.world.step
    entries = [
        sim.Entry(1, step + 1, "kill_switch", {}, actor="ann"),
        sim.Entry(2, step + 5, "confirm_kill", {}, actor="ann"),
        sim.Entry(3, step + 9, "confirm_kill", {}, actor="ben"),
    ]
    sim.advance(desk.world, entries, step + 40)
    assert desk.world.state.killed
    assert [seq for _, seq, _, kind, _ in desk.world.state.log if kind == "failed"] == [2]


def test_a_first_key_alone_runs_out() -> None:
    desk = Desk(sim.load(EVERYDAY), at="09:31:00")
    desk.order("kill_switch")
    desk.until("09:35:00")
    assert refusal(desk, "confirm_kill") == "The first key is not turned."


def test_grey_buttons_say_the_same_as_the_check(desk: Desk) -> None:
    view = sim.view_for(desk.world, sim.ALL_SEATS)
    for offer in view.offers:
        if offer.why_not is not None:
            assert refusal(desk, offer.name) == str(offer.why_not)


def test_every_order_can_be_given_on_some_morning() -> None:
    """A button that is grey on a free desk has a reason that an order before it removes."""
    desk = Desk(sim.load(EVERYDAY), at="09:31:00")
    grey = {o.name for o in sim.view_for(desk.world, sim.ALL_SEATS).offers if o.why_not}
    assert grey <= {
        "flag_on", "resume_intake", "reconnect_venue", "lift_kill", "confirm_kill",
        "claim_contained", "withdraw", "read_ratio", "read_header", "cite", "approve",
        "disarm_breaker", "unblock_symbols", "welcome_clients_back", "reroute", "read_back",
        "close_check", "reopen_check", "canary", "hedge", "unwind", "page_expert",
        "arm_breaker", "link_account_33",  # before the open
    }  # fmt: skip


def test_the_stale_router_looks_like_the_others_until_somebody_looks() -> None:
    desk = Desk(history(), at="09:20:00")
    rows = sim.view_for(desk.world, sim.ALL_SEATS).fleet
    assert {(row.state, row.beat, row.ratio) for row in rows} == {("up", 0, None)}
    assert all(not row.notes for row in rows)
    desk.order("sweep_builds")
    desk.until("09:25:00")
    peg = [
        row.shown
        for row in sim.view_for(desk.world, sim.ALL_SEATS).fleet
        if any("RLP" not in str(note) for note in row.notes)
    ]
    assert peg == [STALE]
