"""What a team says in forms: kept as it was said, compared with the truth, never shown as false."""

from __future__ import annotations

from typing import Any

import pytest

from game import sim
from game.sim.actions.believe import MECHANISMS
from game.sim.actions.decision_record import ACTIONS
from tests.sim.desk import Desk, history, stale, variant

CLASSIC, QUIET = variant("v1"), variant("v4")
NOTICE = {"flow": "leave", "cause": "open", "next": "20"}


def refused(desk: Desk, action: str, seats: tuple[str, ...] = sim.ALL_SEATS, **args: Any) -> str:
    with pytest.raises(sim.Refused) as why:
        sim.check(desk.world, action, args, seats)
    return str(why.value.text)


def wrong(desk: Desk, action: str, **args: Any) -> list[str]:
    """Fields of the notice that are false, were it sent now."""
    desk.order(action, **args)
    desk.until(desk.world.step + 1)
    found: list[str] = desk.world.state.records[-1][3]["wrong"]
    return found


def beliefs(*percent: int) -> dict[str, int]:
    return {f"p{number}": p for number, p in enumerate(percent, start=1)}


def test_beliefs_are_given_by_shown_numbers_and_kept_by_host() -> None:
    desk = Desk(CLASSIC, at="08:30:00")
    said = (80, 10, 10, 5, 5, 0, 0, 100)
    desk.order("believe", seats=("COM",), **beliefs(*said), mechanism="stale_build")
    desk.until("08:30:02")
    board = sim.view_for(desk.world, ("IC",)).board
    assert (board.p, board.mechanism) == (said, "stale_build")
    assert desk.world.state.board["p"][desk.world.inner(8)] == 100


@pytest.mark.parametrize("p", [-1, 101, 10**6])
def test_a_belief_is_a_percentage(p: int) -> None:
    words = refused(Desk(CLASSIC), "believe", **beliefs(1, 2, p, 4, 5, 6, 7, 8))
    assert words == "SMARS-3: give 0 to 100 percent."


def test_a_board_names_all_eight_and_one_of_seven_mechanisms() -> None:
    desk = Desk(CLASSIC)
    assert refused(desk, "believe", **beliefs(1, 2, 3)) == "Choose: SMARS-4."
    assert len(MECHANISMS) == 7
    faults = {Desk(variant(f"v{n}")).world.fault for n in (1, 2, 4, 5, 7, 8, 12)}
    assert faults == {key for key, _ in MECHANISMS}


def test_shared_evidence_is_read_and_cited_by_every_seat() -> None:
    desk = Desk(CLASSIC, at="08:30:00")
    keys = desk.looked("08:40:00", "sweep_builds")
    assert not sim.view_for(desk.world, ("COM",)).evidence
    assert refused(desk, "share_evidence", ("COM",), cited=keys) == "Choose: What you have seen."
    desk.order("share_evidence", seats=("RTR",), cited=keys)
    desk.until("08:41:00")
    assert [item.key for item in sim.view_for(desk.world, ("COM",)).evidence] == keys
    assert refused(desk, "share_evidence", cited=keys) == "It is on the team's board."


def test_a_task_is_heard_when_its_seat_reads_it_back() -> None:
    desk = Desk(CLASSIC, at="09:00:00")
    assert refused(desk, "read_back", assignment=1) == "No task waits to be read back."
    many = refused(desk, "assign", task="which", seat="RTR", minutes=500)
    assert many == "Give a number from 1 to 120."
    task = desk.order("assign", seats=("IC",), task="which", seat="RTR", minutes=5)
    desk.until("09:00:10")
    wrong_seat = desk.order("read_back", seats=("COM",), assignment=task.seq)
    desk.until("09:00:12")
    desk.order("read_back", seats=("RTR", "CHG"), assignment=task.seq)
    desk.until("09:00:14")
    kinds = [(kind, data) for _, _, kind, data in desk.world.state.records]
    assert kinds == [
        ("assign", {"task": "which", "seat": "RTR", "minutes": 5}),
        ("read_back", {"of": task.seq}),
    ]
    assert (wrong_seat.seq, "failed") in [(row[1], row[3]) for row in desk.world.state.log]
    assert refused(desk, "read_back", assignment=task.seq) == "No task waits to be read back."


def test_a_decision_is_written_down_under_the_name_of_its_order() -> None:
    desk = Desk(CLASSIC, at="09:00:00")
    desk.order("decision_record", action="isolate", expects="stops", abort="no_effect")
    desk.until("09:00:20")
    record = sim.view_for(desk.world, ("TRD",)).records[-1]
    assert record.data == {"action": "isolate", "expects": "stops", "abort": "no_effect"}


def test_every_intervention_can_be_decided_on_by_its_own_name() -> None:
    listed = dict(ACTIONS)
    interventions = {
        name for name, known in sim.ACTIONS.items()
        if known.group == "contain" and not known.prepares
    }  # fmt: skip
    assert interventions <= set(listed)
    assert {name: str(title) for name, title in listed.items()} == {
        name: str(sim.ACTIONS[name].title) for name in listed
    }


def test_a_notice_is_compared_with_the_truth_of_its_second() -> None:
    desk = Desk(CLASSIC, at="09:35:00")
    assert wrong(desk, "notify_exchange", **NOTICE) == []
    desk.until("09:37:00")
    assert wrong(desk, "notify_exchange", **NOTICE | {"flow": "stopped"}) == ["flow"]
    desk.until("09:39:00")
    assert wrong(desk, "notify_regulator", **NOTICE | {"cause": "outside"}) == ["cause"]
    quiet = Desk(QUIET, at="09:35:00")
    assert wrong(quiet, "notify_regulator", **NOTICE | {"flow": "unseen"}) == []
    assert wrong(quiet, "notify_press", statement="issue") == ["statement"]
    quiet.until("09:37:00")
    assert wrong(quiet, "notify_press", statement="fine") == []
    books = Desk(variant("v8"), at="09:35:00")
    assert wrong(books, "notify_press", statement="issue") == []
    books.until("09:37:00")
    assert wrong(books, "notify_press", statement="fine") == ["statement"]


def test_to_say_that_a_cause_is_known_something_must_have_been_seen() -> None:
    desk = Desk(CLASSIC, at="08:30:00")
    said = {"flow": "unseen", "cause": "ours", "next": "10"}
    assert wrong(desk, "notify_regulator", **said) == ["cause"]
    desk.looked("08:40:00", "sweep_builds")
    assert wrong(desk, "notify_regulator", **said) == []


def test_the_board_and_clients_hear_figures_that_are_checked() -> None:
    desk = Desk(CLASSIC, at="09:35:00")
    said = {"flow": "leave", "exposure": "small", "next": "10"}
    assert wrong(desk, "notify_board", **said) == ["exposure"]
    clients = {"service": "usual", "advice": "stay", "next": "0"}
    assert wrong(desk, "notify_clients", **clients) == []
    desk.effect("09:38:00", "stop_intake").until("09:38:02")
    assert wrong(desk, "notify_clients", **clients) == ["service"]


def test_no_screen_says_what_was_false() -> None:
    desk = Desk(CLASSIC, at="09:35:00")
    wrong(desk, "notify_exchange", **NOTICE | {"flow": "unseen"})
    data = sim.view_for(desk.world, sim.ALL_SEATS).records[-1].data
    assert "wrong" not in data
    assert data["next"] == 20


def test_a_second_notice_is_an_update_and_the_first_time_counts() -> None:
    desk = Desk(CLASSIC, at="09:35:00")
    desk.order("notify_exchange", **NOTICE)
    desk.until("09:36:00")
    first = desk.world.state.told["exchange"]
    desk.order("notify_exchange", **NOTICE)
    assert desk.until("09:38:00").world.state.told["exchange"] == first
    assert [row[3]["update"] for row in desk.world.state.records] == [False, True]


@pytest.mark.parametrize(
    ("scenario", "when", "answer"),
    [
        (CLASSIC, "09:45:00", "The request is filed."),
        (CLASSIC, "10:05:00", "The exchange takes requests within thirty minutes"),
        (variant("v8"), "09:45:00", "The exchange finds no trades of ours"),
    ],
)
def test_a_request_to_cancel_trades_has_half_an_hour(
    scenario: sim.Scenario, when: str, answer: str
) -> None:
    desk = Desk(scenario, at="09:31:00").effect(when, "file_erroneous", names="far")
    assert str(sim.Text.of(desk.world.state.log[-1][4])).startswith(answer)
    assert refused(desk, "file_erroneous", names="far") == "That has been done."


def closed(desk: Desk, sign: str, cited: list[str]) -> list[Any]:
    desk.order("close_check", sign=sign, cited=cited)
    desk.until(desk.world.step + 1)
    found: list[Any] = desk.world.state.closed[sign]
    return found


def test_a_sign_that_was_looked_into_is_closed_rightly_and_another_is_not() -> None:
    desk = Desk(QUIET, 2, at="09:20:00")
    signs = [check.key for check in sim.view_for(desk.world, ("RTR",)).checks]
    assert "disk" in signs
    assert refused(desk, "close_check", sign="disk") == "Choose: What you have seen."
    weak = desk.looked("09:21:00", "check_flag")
    assert closed(desk, "disk", weak)[2] == 0
    assert refused(desk, "close_check", sign="disk", cited=weak) == "That sign is closed."
    desk.order("reopen_check", sign="disk")
    seen = desk.looked("09:25:00", "check_metrics")
    assert closed(desk, "disk", seen)[2] == 1
    again = refused(desk, "reopen_check", sign="disk")
    assert again == "That sign was opened again before: once is all."


def test_a_sign_nobody_has_seen_is_not_closed() -> None:
    desk = Desk(QUIET, at="09:20:00")
    seen = desk.looked("09:25:00", "check_flag")
    assert refused(desk, "close_check", sign="uat", cited=seen) in (
        "Nobody has seen such a sign yet.", "No sign is open.",
    )  # fmt: skip


@pytest.mark.parametrize("seat", ["RSK", "COM", "CHG", "TRD"])
def test_the_cast_answers_with_what_their_screens_show_and_no_router(seat: str) -> None:
    desk = Desk(CLASSIC, at="09:36:00")
    held = tuple(other for other in sim.ALL_SEATS if other != seat)
    assert refused(desk, "ask_colleague", held, seat=seat).startswith("That seat is taken")
    args = {"seat": seat}
    assert 20 <= desk.world.latency(sim.ACTIONS["ask_colleague"], args) <= 60
    opened = dict(desk.world.state.opened)
    desk.order("ask_colleague", seat=seat)
    desk.until("09:37:05")
    answer = sim.view_for(desk.world, sim.ALL_SEATS).messages[-1]
    assert answer.channel == "chat"
    assert "SMARS" not in str(answer.body)
    assert desk.world.state.opened == opened


def test_the_risk_officer_reads_out_what_pmon_says() -> None:
    empty, late = Desk(stale(), at="09:36:00"), Desk(history(), at="09:45:00")
    for desk, words in ((empty, "PMON shows nothing"), (late, "dollars gross in account 33")):
        desk.order("ask_colleague", seat="RSK")
        desk.until(desk.world.step + 62)
        bodies = [str(m.body) for m in sim.view_for(desk.world, sim.ALL_SEATS).messages]
        assert any(words in body for body in bodies)
