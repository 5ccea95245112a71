"""Who gets which seats: for every number of people the table, and as few moves as possible."""

from __future__ import annotations

import itertools

import pytest

from game import sim
from game.runtime.deals import Holdings, deal, farewell, welcome
from game.sim.seats import Seats, ordered

A, B, C, D, E, F = range(1, 7)


def nobody_wishes(people: int) -> dict[int, str]:
    return dict.fromkeys(range(1, people + 1), "")


def table(people: int) -> set[Seats]:
    return {ordered(group) for group in sim.merged(people)}


def all_seats(held: Holdings) -> list[str]:
    return sorted(itertools.chain(*held.values()))


def moved(before: Holdings, after: Holdings) -> set[str]:
    """Seats that had a holder before and have another now."""
    was = {seat: who for who, seats in before.items() for seat in seats}
    now = {seat: who for who, seats in after.items() for seat in seats}
    return {seat for seat, who in now.items() if was.get(seat) != who}


@pytest.mark.parametrize("people", range(1, 7))
def test_each_seat_is_dealt_once_by_the_table(people: int) -> None:
    held = deal(nobody_wishes(people))
    assert all_seats(held) == sorted(sim.ALL_SEATS)
    assert set(held.values()) == table(people)


def test_who_hopes_for_a_seat_gets_the_group_with_it() -> None:
    held = deal({A: "", B: "IC", C: "TRD"})
    assert held == {A: ("RTR", "CHG"), B: ("IC", "COM"), C: ("TRD", "RSK")}


def test_of_two_who_hope_for_the_same_the_first_to_come_gets_it() -> None:
    held = deal({A: "RSK", B: "TRD", C: ""})
    assert held[A] == ("TRD", "RSK")
    assert all_seats(held) == sorted(sim.ALL_SEATS)


def test_dealing_is_the_same_each_time() -> None:
    wishes = {A: "COM", B: "", C: "COM", D: "RTR", E: ""}
    assert deal(wishes) == deal(dict(wishes))


def test_an_empty_desk_deals_nothing_and_a_newcomer_takes_all() -> None:
    assert deal({}) == {}
    assert set(welcome({}, A)[A]) == set(sim.ALL_SEATS)


@pytest.mark.parametrize("people", range(1, 6))
def test_a_newcomer_takes_from_one_of_the_busiest_alone(people: int) -> None:
    before = deal(nobody_wishes(people))
    after = welcome(before, 9)
    donors = {who for who in before if after[who] != before[who]}
    most = max(map(len, before.values()))
    assert len(donors) == 1
    assert len(before[donors.pop()]) == most
    assert all(after.values())
    assert all_seats(after) == sorted(sim.ALL_SEATS)


def test_the_second_at_a_desk_makes_it_a_desk_of_two() -> None:
    assert set(welcome(deal({A: ""}), B).values()) == table(2)


def test_who_comes_one_by_one_ends_with_a_seat_each() -> None:
    held: Holdings = {}
    for person in range(1, 7):
        held = welcome(held, person)
    assert {len(seats) for seats in held.values()} == {1}
    assert all_seats(held) == sorted(sim.ALL_SEATS)


@pytest.mark.parametrize("people", range(2, 7))
def test_who_goes_frees_only_the_own_seats(people: int) -> None:
    before = deal(nobody_wishes(people))
    for gone in before:
        after = farewell(before, gone)
        assert moved(before, after) == set(before[gone])
        assert all_seats(after) == sorted(sim.ALL_SEATS)


def test_freed_seats_go_where_the_table_has_them() -> None:
    assert farewell(deal(nobody_wishes(4)), D)[A] == ("IC", "COM")
    three = {A: ("IC", "COM"), B: ("RTR", "CHG"), C: ("TRD", "RSK")}
    assert farewell(three, C) == {A: ("IC", "RSK", "COM"), B: ("RTR", "TRD", "CHG")}


def test_the_last_to_go_leaves_an_empty_desk() -> None:
    assert farewell(deal({A: ""}), A) == {}
