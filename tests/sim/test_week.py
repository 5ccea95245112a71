"""The rules of the week, in words, and what a plan is judged by."""

from __future__ import annotations

import pytest

from game import sim
from game.sim import cards, week
from game.sim.week import AGREE, BUY, CLOSE, GIVE_BACK, Judged, Move, Plan

MONDAY = 3


def planned(*moves: Move, today: int = 0) -> Plan:
    """A plan from choices that are all allowed. Raises Refused."""
    plan = Plan()
    for move in moves:
        week.check(plan, move, today)
        plan = plan.after(move)
    return plan


def buy(card: str, day: int) -> Move:
    return Move(BUY, day, card)


def test_a_day_has_four_hours_and_no_more() -> None:
    plan = planned(buy("breaker", 0), buy("hash_sweep", 0))
    assert plan.left(0) == 0
    with pytest.raises(sim.Refused, match="It takes 1 h; that day has 0 left"):
        week.check(plan, buy("restart_proof", 0), 0)
    assert planned(buy("breaker", 0), buy("restart_proof", 1)).left(1) == 3


def test_a_week_never_has_more_than_twenty_hours() -> None:
    plan = Plan()
    for name in cards.catalogue():
        for day in range(len(week.DAYS)):
            try:
                week.check(plan, buy(name, day), 0)
            except sim.Refused:
                continue
            plan = plan.after(buy(name, day))
            break
    assert sum(cards.catalogue()[card].hours for card in plan.bought) <= 20
    assert all(plan.left(day) >= 0 for day in range(len(week.DAYS)))


def test_a_card_is_had_once() -> None:
    with pytest.raises(sim.Refused, match="You have that already"):
        planned(buy("hash_sweep", 0), buy("hash_sweep", 1))


def test_a_closed_day_stays_closed() -> None:
    plan = planned(buy("hash_sweep", 0), Move(CLOSE, 0))
    assert plan.today(0.0) == 1
    with pytest.raises(sim.Refused, match="That day is closed"):
        week.check(plan, buy("restart_proof", 0), plan.today(0.0))
    with pytest.raises(sim.Refused, match="the work is done"):
        week.check(plan, Move(GIVE_BACK, card="hash_sweep"), plan.today(0.0))


def test_what_is_planned_for_an_open_day_can_be_given_back() -> None:
    plan = planned(buy("hash_sweep", 2), Move(GIVE_BACK, card="hash_sweep"))
    assert plan.bought == {}
    assert plan.left(2) == 4


def test_time_closes_a_day_too() -> None:
    assert Plan().today(week.DAY_S - 1) == 0
    assert Plan().today(week.DAY_S) == 1
    assert Plan(closed=3).today(week.DAY_S) == 3
    assert Plan().today(99 * week.DAY_S) == len(week.DAYS)


def test_after_the_last_day_nothing_can_be_chosen() -> None:
    for move in (buy("hash_sweep", 4), Move(GIVE_BACK, card="hash_sweep"), Move(AGREE, 4)):
        with pytest.raises(sim.Refused, match="The week is over"):
            week.check(Plan(), move, len(week.DAYS))


def test_a_canary_needs_the_copies_and_new_code_needs_time() -> None:
    with pytest.raises(sim.Refused, match="Not before Monday 30 July"):
        week.check(Plan(), buy("canary", 0), 0)
    with pytest.raises(sim.Refused, match="Sunday 29 July is the last day"):
        week.check(Plan(), buy("delete_power_peg", MONDAY), 0)
    week.check(Plan(), buy("canary", MONDAY), 0)


def test_a_changed_plan_is_agreed_on_anew() -> None:
    agreed = planned(Move(AGREE, 0, who="p1"))
    assert agreed.agreed == {"p1"}
    assert agreed.after(buy("hash_sweep", 0)).agreed == frozenset()


def test_unknown_cards_and_days_are_refused() -> None:
    for move in (buy("prayer", 0), buy("hash_sweep", 9), buy("hash_sweep", -1)):
        with pytest.raises(sim.Refused, match="no such card or day"):
            week.check(Plan(), move, 0)


def test_the_estimate_is_a_mean_with_its_standard_error() -> None:
    rows = [Judged(1, "v1", 10, 2), Judged(2, "v1", 30, 2), Judged(3, "v4", 0, 4)]
    found = week.estimate(rows)
    assert (found.n, found.mean_usd, found.clients_usd) == (3, 16.0, pytest.approx(8 / 3))
    assert found.error_usd == pytest.approx(8.326664)
    assert found.variants == {"v1": (2, 22.0), "v4": (1, 4.0)}


def test_one_morning_has_no_error_to_tell() -> None:
    assert week.estimate([Judged(1, "v1", 10, 0)]).error_usd == 0.0


def test_every_plan_is_judged_on_the_same_mornings() -> None:
    plain = sim.load("knight-week")
    pair = [week.judge(plain.with_cards(bought), 2) for bought in ((), ("hash_sweep",))]
    assert pair[0].variant == pair[1].variant
    assert week.judge(plain, 2) == pair[0]


def test_postponing_costs_a_quarter_of_the_clients_day() -> None:
    scenario = sim.load("knight-week", "v1").with_cards(["postpone"])
    found = week.judge(scenario, 1)
    assert found.clients_usd == pytest.approx(week.CLIENT_DAY_USD / 4, rel=0.01)
    assert found.loss_usd == 0


def test_a_prepared_desk_reads_the_alert_that_it_has_wired() -> None:
    loss = [
        week.judge(sim.load("knight-week", "v1").with_cards(bought), seed).loss_usd
        for bought in ((), ("bnet_alert",))
        for seed in (3, 5)
    ]
    assert sum(loss[2:]) <= sum(loss[:2])
    assert sum(loss[2:]) < 1_000_000
