"""Help costs what it says, once, and comes from what the screens show, not from the truth."""

from __future__ import annotations

from typing import Any

import pytest

from game import sim
from game.sim import hints, scores
from game.sim.parts import CONTROL
from tests.sim.desk import history, stale


def world_at(clock: str, level: str = "", scenario: sim.Scenario | None = None) -> sim.World:
    world = sim.start(scenario or sim.load("knight", variant="v1", level=level), 1)
    sim.advance(world, [], sim.at(clock))
    return world


def order(world: sim.World, action: str, seats: tuple[str, ...], **args: Any) -> None:
    """Order and let a second pass."""
    cleaned = sim.check(world, action, args, seats)
    entry = sim.Entry(world.applied_seq + 1, world.step + 1, action, cleaned, seats, "ann")
    sim.advance(world, [entry], world.step + 1)


def take(world: sim.World, rung: int, seat: str = "RTR") -> None:
    order(world, "take_hint", (seat,), rung=str(rung))


def newest(world: sim.World, seat: str) -> str:
    return str(sim.view_for(world, (seat,)).messages[-1].body)


def test_the_rungs_cost_one_two_four_and_eight_units() -> None:
    world = world_at("08:30:00")
    assert sim.view_for(world, ("IC",)).hints.price == (1, 2, 4, 8)
    for number, units in enumerate((1, 3, 7, 15), 1):
        take(world, number)
        assert hints.units(world) == units


def test_any_seat_takes_it_and_all_seats_read_it() -> None:
    world = world_at("08:30:00")
    take(world, 1, "TRD")
    assert {newest(world, seat) for seat in sim.ALL_SEATS} == {str(hints.LADDERS["notice"][0])}


def test_the_same_rung_is_paid_for_once() -> None:
    world = world_at("08:30:00")
    for seat in ("RTR", "COM"):
        take(world, 3, seat)
    assert hints.units(world) == 4
    assert sim.view_for(world, ("IC",)).hints.price == (1, 2, 0, 8)


def test_the_first_one_is_free_for_beginners() -> None:
    world = world_at("08:30:00", "cadet")
    assert sim.view_for(world, ("IC",)).hints.price == (0, 0, 0, 0)
    take(world, 4)
    assert hints.units(world) == 0
    take(world, 2)
    assert hints.units(world) == 2


def test_a_unit_costs_twenty_points() -> None:
    world = world_at("08:30:00")
    before = sim.score(world, 1.0e6, 3.0e8, 1.0)["signed"]
    take(world, 3)
    assert sim.score(world, 1.0e6, 3.0e8, 1.0)["signed"] == before - 80


def test_an_exercise_may_do_without_hints() -> None:
    world = world_at("08:30:00")
    order(world, "settings", (CONTROL,), hints="off")
    assert not sim.view_for(world, ("IC",)).hints.on
    with pytest.raises(sim.Refused, match="no hints"):
        take(world, 1)
    order(world, "settings", (CONTROL,), hints="on")
    take(world, 1)


def test_help_follows_what_the_team_has_left_open() -> None:
    world = world_at("08:30:00")
    assert hints.about(world) == "notice"
    order(world, "open_mail", ("COM",), group="bnet")
    sim.advance(world, [], sim.at("08:32:00"))
    assert hints.about(world) == "compare"
    order(world, "sweep_builds", ("RTR",))
    sim.advance(world, [], sim.at("08:40:00"))
    assert hints.about(world) == "decide"
    sim.advance(world, [], sim.at("09:33:00"))
    assert hints.about(world) == "declare"
    order(world, "declare", ("IC",), severity="firm")
    assert hints.about(world) == "contain"
    order(world, "disconnect_venue", ("RSK",))
    sim.advance(world, [], sim.at("09:40:00"))
    assert hints.about(world) == "verify"


@pytest.mark.parametrize("clock", ["08:30:00", "09:00:00"])
def test_before_the_open_help_is_the_same_whatever_is_wrong(clock: str) -> None:
    mornings = [history(), stale(2, 5), sim.load("knight", variant="v4")]
    topics = {hints.about(world_at(clock, scenario=scenario)) for scenario in mornings}
    assert topics == {"notice"}


def test_no_hint_names_a_router_or_says_what_is_wrong() -> None:
    for ladder in hints.LADDERS.values():
        assert len(ladder) == len(hints.RUNGS) == len(hints.UNITS)
        for words in ladder:
            assert not words.params
            assert "SMARS-" not in words.id
            assert "Power Peg" not in words.id


def test_a_hint_is_a_line_of_the_teams_log() -> None:
    world = world_at("08:30:00")
    take(world, 2)
    assert [str(line.text) for line in sim.view_for(world, ("IC",)).log] == [
        "Hint taken: The property that matters. It costs 40 points."
    ]


# Help that exercise control sends


def give(world: sim.World, cost: str) -> None:
    order(world, "give_hint", (CONTROL,), cost=cost)


def test_exercise_control_sends_the_next_rung_and_the_team_pays_once_or_not_at_all() -> None:
    world = world_at("08:30:00")
    give(world, "free")
    assert (newest(world, "COM"), hints.units(world)) == (str(hints.LADDERS["notice"][0]), 0)
    give(world, "price")
    assert (newest(world, "COM"), hints.units(world)) == (str(hints.LADDERS["notice"][1]), 2)
    take(world, 2)
    assert hints.units(world) == 2


def test_what_was_sent_stands_in_the_teams_log() -> None:
    world = world_at("08:30:00")
    give(world, "price")
    assert "Exercise control sent a hint: A nudge. It costs 20 points." in [
        str(line.text) for line in sim.view_for(world, ("IC",)).log
    ]


def test_a_ladder_that_was_sent_to_its_end_has_no_more() -> None:
    world = world_at("08:30:00")
    for _ in hints.RUNGS:
        give(world, "free")
    with pytest.raises(sim.Refused, match="every hint"):
        give(world, "free")


def test_no_seat_of_the_desk_sends_hints() -> None:
    world = world_at("08:30:00")
    with pytest.raises(sim.Refused):
        order(world, "give_hint", sim.ALL_SEATS, cost="free")


def test_where_there_are_no_hints_none_is_sent() -> None:
    world = world_at("08:30:00")
    order(world, "settings", (CONTROL,), hints="off")
    with pytest.raises(sim.Refused, match="no hints"):
        give(world, "free")


def test_each_hint_is_a_deduction_with_its_line() -> None:
    world = world_at("08:30:00")
    take(world, 1)
    take(world, 3)
    rows = scores.hint_deductions(scores.Played(world, 0.0, 1.0))
    assert [(row.points, row.seq, row.step) for row in rows] == [(20, 1, 1801), (80, 2, 1802)]
