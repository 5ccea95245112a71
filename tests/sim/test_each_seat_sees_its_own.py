"""What a seat does not hold, its view does not hold either: numbers, panes, evidence, messages."""

from __future__ import annotations

from typing import Any

import pytest

from game import sim
from game.sim import evidence
from game.sim.seats import MERGES, PANES_OF
from tests.sim.desk import EVERYDAY, Desk

LOOKS: list[tuple[str, dict[str, Any]]] = [
    ("open_mail", {"group": "bnet"}),
    ("sweep_builds", {}),
    ("check_ticket", {}),
    ("read_pmon", {}),
    ("look_at_orders", {}),
    ("call_exchange", {}),
]
FRAME = {
    "pnl": ("pnl_cents", "gross_cents"),
    "rates": ("in_rate", "out_rate"),
    "mail": ("mails",),
    "fleet": ("r1_state", "r8_beat", "r3_out"),
}


@pytest.fixture(scope="module")
def world() -> sim.World:
    """A morning in the flow, with something opened by every seat and the panel on."""
    desk = Desk(sim.load(EVERYDAY), at="09:31:00")
    for action, args in [*LOOKS, ("enable_ratio", {})]:
        desk.order(action, **args)
    return desk.until("09:36:00").world


@pytest.mark.parametrize("seat", sim.ALL_SEATS)
def test_the_frame_holds_only_the_seats_own_numbers(world: sim.World, seat: str) -> None:
    numbers = dict(zip(sim.FRAME_FIELDS, sim.glance(world, (seat,)).numbers, strict=True))
    everything = dict(zip(sim.FRAME_FIELDS, sim.glance(world, sim.ALL_SEATS).numbers, strict=True))
    for pane, names in FRAME.items():
        for name in names:
            expected = everything[name] if pane in PANES_OF[seat] else -1
            assert numbers[name] == expected, (seat, name)


@pytest.mark.parametrize("seat", sim.ALL_SEATS)
def test_the_panes_of_other_seats_are_empty(world: sim.World, seat: str) -> None:
    view = sim.view_for(world, (seat,))
    held = {
        "fleet": view.fleet, "mail": view.mail, "positions": view.positions,
        "tape": view.movers, "rates": view.history, "clients": view.clients,
        "limits": view.limits, "rules": view.rules,
    }  # fmt: skip
    assert {pane for pane, rows in held.items() if rows} <= PANES_OF[seat]
    assert {name for name in view.panes if name in held} <= PANES_OF[seat]


@pytest.mark.parametrize("seat", sim.ALL_SEATS)
def test_a_seat_reads_only_its_own_evidence(world: sim.World, seat: str) -> None:
    keys = {item.key for item in sim.view_for(world, (seat,)).evidence}
    assert keys == {
        evidence.shown_key(world, key)
        for key in world.state.opened
        if seat in evidence.item_of(key).seats
    }


def test_the_order_system_says_the_same_whatever_is_wrong() -> None:
    variants = sim.load("knight").variants
    mornings = [Desk(sim.load("knight", variant=name), seed=11).world for name in variants]
    for clock in ("08:30:00", "09:30:40", "09:43:00", "09:55:00"):
        books = set()
        for world in mornings:
            sim.advance(world, [], sim.at(clock))
            view = sim.view_for(world, ("TRD",))
            books.add((tuple(row.counts for row in view.clients), view.panes["clients"]))
        assert len(books) == 1, clock


def test_the_order_system_counts_what_a_decision_costs_the_clients() -> None:
    desk = Desk(sim.load(EVERYDAY), at="09:40:00")
    usual = sim.view_for(desk.world, ("TRD",)).clients
    desk.effect("09:42:00", "stop_feed", feed="1")
    shut, *others = sim.view_for(desk.world, ("TRD",)).clients
    assert shut.rejected == shut.received > usual[0].rejected
    assert all(row.filled for row in others)
    desk.effect("09:44:00", "stop_intake")
    assert not any(row.filled for row in sim.view_for(desk.world, ("TRD",)).clients)


def test_evidence_on_the_team_board_is_read_by_every_seat() -> None:
    desk = Desk(sim.load(EVERYDAY), at="08:30:00")
    desk.order("open_mail", group="bnet")
    desk.until("08:31:00")
    assert not sim.view_for(desk.world, ("IC",)).evidence
    desk.world.state.shared.append("e01_rejects")
    assert [item.key for item in sim.view_for(desk.world, ("IC",)).evidence] == ["e01_rejects"]


def test_nobody_cites_what_he_cannot_read() -> None:
    desk = Desk(sim.load(EVERYDAY), at="08:30:00")
    desk.order("open_mail", group="bnet")
    desk.until("08:31:00")
    args = {"severity": "system", "cited": ["e01_rejects"]}
    assert sim.check(desk.world, "declare", args, ("IC",)).get("cited", []) == []
    assert sim.check(desk.world, "declare", args, ("IC", "COM"))["cited"] == ["e01_rejects"]


def test_a_message_reaches_only_the_desks_that_it_is_meant_for(world: sim.World) -> None:
    whole = sim.view_for(world, sim.ALL_SEATS).messages
    parts = [sim.view_for(world, (seat,)).messages for seat in sim.ALL_SEATS]
    assert {str(m.subject) for m in whole} == {str(m.subject) for part in parts for m in part}
    assert min(len(part) for part in parts) < len(whole)
    for part in [whole, *parts]:
        assert [message.id for message in part] == list(range(1, len(part) + 1))


def test_merged_seats_see_what_each_of_them_sees(world: sim.World) -> None:
    both = sim.view_for(world, ("RSK", "TRD"))
    assert set(both.shown) == PANES_OF["RSK"] | PANES_OF["TRD"]
    assert both.positions == sim.view_for(world, ("RSK",)).positions


@pytest.mark.parametrize(("people", "parts"), MERGES.items())
def test_every_seat_is_held_once_whatever_the_size_of_the_team(
    people: int, parts: tuple[tuple[str, ...], ...]
) -> None:
    assert len(parts) == people
    assert sorted(seat for part in parts for seat in part) == sorted(sim.ALL_SEATS)
