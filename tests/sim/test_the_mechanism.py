"""What follows from build, flag and journal, and from nothing else."""

from __future__ import annotations

import dataclasses

import pytest

from game import sim
from tests.sim.desk import OTHERS, STALE, Desk, history, stale, variant


def test_a_fleet_with_the_new_build_sends_no_mails_and_nothing_runs_away() -> None:
    desk = Desk(stale()).until("09:45:00")
    assert desk.figures["bnet_mails"] == 0
    assert desk.figures["executions"] == 0


def test_the_stale_router_given_the_new_build_in_time_does_nothing() -> None:
    desk = Desk(history()).effect("08:00:40", "drain", router=STALE)
    desk.effect("08:05:00", "deploy", router=STALE)
    desk.effect("08:05:30", "undrain", router=STALE).until("09:45:00")
    assert desk.figures["bnet_mails"] == 0
    assert desk.figures["executions"] == 0


def test_one_stale_router_sends_the_mails_and_only_it_runs_away() -> None:
    desk = Desk(history(), at="09:35:00")
    assert desk.figures["bnet_mails"] == 97
    assert {host for _, host in desk.world.state.bnet} == {STALE - 1}
    assert [n + 1 for n, count in enumerate(desk.by_router) if count] == [STALE]


def test_the_mails_stop_when_the_flag_goes_off() -> None:
    desk = Desk(history())
    seen = desk.looked("08:20:00", "sweep_builds")
    desk.effect("08:30:00", "flag_off", cited=seen).until("09:45:00")
    steps = [step for step, _ in desk.world.state.bnet]
    assert 10 < len(steps) < 97
    assert max(steps) <= sim.at("08:30:00")
    assert desk.figures["executions"] == 0


def test_two_stale_routers_send_more_mails_and_both_run_away() -> None:
    desk = Desk(stale(3, 8), at="09:31:00")
    assert desk.figures["bnet_mails"] == 2 * 97
    assert [n + 1 for n, count in enumerate(desk.by_router) if count] == [3, 8]


@pytest.mark.parametrize("missed", [1, 3, 5])
def test_any_host_may_be_the_one_that_was_missed(missed: int) -> None:
    there, here = Desk(stale(missed), at="09:35:00"), Desk(history(), at="09:35:00")
    assert [n + 1 for n, count in enumerate(there.by_router) if count] == [missed]
    assert there.figures["executions"] == here.figures["executions"]
    assert there.figures["bnet_mails"] == 97


def test_a_rollback_of_three_arms_these_three_only() -> None:
    desk = Desk(stale(), at="09:20:00").effect("09:29:00", "rollback", routers=[2, 4, 5])
    desk.until("09:45:00")
    assert [n + 1 for n, count in enumerate(desk.by_router) if count] == [2, 4, 5]


def test_a_rollback_arms_what_works_and_what_comes() -> None:
    desk = Desk(history(), at="09:30:00").effect("09:40:00", "rollback", routers=OTHERS)
    before = desk.figures["parents_affected"]
    desk.until("09:45:00")
    assert desk.figures["parents_affected"] > before
    assert all(desk.by_router)


def test_a_rollback_with_the_flag_off_arms_none() -> None:
    desk = Desk(stale(), at="09:29:00").effect("09:31:00", "flag_off")
    desk.effect("09:36:00", "rollback", routers=[1, *OTHERS, 8]).until("09:45:00")
    assert desk.figures["executions"] == 0
    assert desk.figures["parents_affected"] == 0


def test_the_flag_off_does_not_stop_what_runs() -> None:
    desk = Desk(history(), at="09:30:00").effect("09:33:00", "flag_off")
    armed = desk.figures["parents_affected"]
    desk.until("09:40:00")
    assert desk.rate > 500
    assert desk.figures["parents_affected"] == armed


def test_a_restart_relapses() -> None:
    desk = Desk(history(), at="09:32:00")
    desk.order("restart", router=STALE)
    desk.until("09:32:10")
    assert desk.rate == 0
    desk.until("09:34:00")
    assert desk.rate > 500


def test_a_stop_and_a_restart_relapse_too() -> None:
    desk = Desk(history(), at="09:30:00").effect("09:33:00", "stop", router=STALE)
    desk.until("09:34:00")
    assert desk.rate == 0
    desk.effect("09:36:00", "restart", router=STALE).until("09:36:05")
    assert desk.rate > 500


def test_a_purge_holds_until_the_next_flagged_parent() -> None:
    desk = Desk(history(), at="09:30:00").effect("09:33:00", "purge", routers=[STALE])
    arrive, home = desk.world.scenario.parents.arrive, desk.world.draws.home
    mine = arrive[(home == STALE - 1) & (arrive > desk.world.step)]
    desk.until(int(mine.min()) - 1)
    assert desk.rate == 0
    desk.until(int(mine.min()) + 1)
    assert desk.rate > 0


def test_a_purge_with_the_flag_off_holds() -> None:
    desk = Desk(history(), at="09:30:00").effect("09:33:00", "flag_off")
    desk.effect("09:34:00", "purge", routers=[STALE]).until("09:45:00")
    assert desk.rate == 0


def test_the_new_build_cures() -> None:
    desk = Desk(history(), at="09:30:00").effect("09:33:00", "isolate", router=STALE)
    desk.effect("09:38:00", "deploy", router=STALE).effect("09:40:00", "restore", router=STALE)
    count = desk.figures["executions"]
    desk.until("10:00:00")
    assert desk.rate == 0
    assert desk.figures["executions"] == count


def test_an_isolated_router_keeps_its_queue_and_goes_on_when_restored() -> None:
    desk = Desk(history(), at="09:30:00").effect("09:33:00", "isolate", router=STALE)
    desk.until("09:35:00")
    assert desk.rate == 0
    assert desk.world.state.online[STALE - 1] == 1
    desk.effect("09:37:00", "restore", router=STALE, verify="no").until("09:37:05")
    assert desk.rate > 500


def test_a_drained_router_gets_no_parents_and_runs_on() -> None:
    desk = Desk(history(), at="09:30:00").effect("09:33:00", "drain", router=STALE)
    armed = desk.figures["parents_affected"]
    desk.until("09:40:00")
    assert desk.rate > 500
    assert desk.figures["parents_affected"] == armed


def test_stopping_intake_leaves_what_is_inside() -> None:
    desk = Desk(history(), at="09:30:00").effect("09:33:00", "stop_intake").until("09:40:00")
    assert desk.rate > 500


def test_cancelling_orders_does_not_stop_the_source() -> None:
    desk = Desk(history(), at="09:30:00").effect("09:33:00", "cancel_orders").until("09:34:00")
    assert desk.rate > 500


def test_two_keys_kill_and_everything_resumes_when_it_is_lifted() -> None:
    desk = Desk(sim.load("knight-shuffled"), at="09:33:00")
    desk.order("kill_switch")
    desk.until("09:33:20")
    assert desk.rate > 500
    desk.order("confirm_kill")
    desk.until("09:34:00")
    assert desk.rate == 0
    desk.effect("09:45:00", "lift_kill").until("09:45:05")
    assert desk.rate > 500


def test_cutting_the_venue_stops_all_and_is_slower_in_2012() -> None:
    desk = Desk(history(), at="09:30:00").effect("09:35:00", "disconnect_venue")
    desk.until("09:35:02")
    assert desk.rate == 0
    cut = sim.ACTIONS["disconnect_venue"]
    today = Desk(sim.load("knight-shuffled"), at="09:30:00")
    assert desk.world.latency(cut) > 5 * today.world.latency(cut)


def test_nobody_acts_and_the_exchange_ends_it_at_a_quarter_past_ten() -> None:
    desk = Desk(history(), at="10:15:00").until("10:20:00")
    assert desk.rate == 0
    assert desk.figures["executions_after_1015"] == 0


def test_code_that_sees_the_counter_stops_when_the_parent_is_full() -> None:
    """What Power Peg did until 2003: the loop asks, and is told."""
    fixed = [dataclasses.replace(build, counts_in_loop=True) for build in history().builds]
    desk = Desk(dataclasses.replace(history(), builds=tuple(fixed)), at="09:45:00")
    state, parents = desk.world.state, desk.world.scenario.parents
    assert 0 < desk.figures["executions"] < 40_000
    over = state.filled - parents.quantity
    assert int(over[state.armed == 1].max()) <= 100 * int(parents.rate.max() + 1)


def test_the_order_system_knows_the_parents_full_that_send_children() -> None:
    state, parents = (desk := Desk(history(), at="09:35:00")).world.state, history().parents
    assert (state.filled[state.armed == 1] > parents.quantity[state.armed == 1]).sum() > 50
    assert desk.rate > 0


def test_an_isolated_healthy_routers_orders_go_round_the_others() -> None:
    desk = Desk(history(), at="09:30:00").effect("09:31:00", "isolate", router=1)
    desk.until("10:00:00")
    late = desk.world.scenario.parents.arrive > sim.at("09:31:00")
    moved = desk.world.state.router[late & (desk.world.draws.home == 0)]
    assert set(moved[moved >= 0].tolist()) == {1, 2, 3, 4, 5, 6, 7}


def test_pmon_lags_more_the_more_there_is_and_shows_no_alarm() -> None:
    quiet, busy = Desk(history(), at="09:29:00"), Desk(history(), at="09:40:00")
    assert quiet.world.step - quiet.world.state.pmon_asof == 5
    assert busy.world.step - busy.world.state.pmon_asof > 60


def test_the_pause_rule_of_2012_begins_at_a_quarter_to_ten() -> None:
    desk = Desk(history(), at="09:30:00").effect("09:40:00", "rollback", routers=OTHERS)
    desk.until("09:44:59")
    assert not desk.world.state.pauses.any()
    desk.until("09:55:00")
    assert desk.world.state.pauses.any()


def test_a_paused_name_does_not_trade() -> None:
    desk = Desk(history(), at="09:30:00").effect("09:40:00", "rollback", routers=OTHERS)
    while not desk.world.state.pauses.any():
        desk.until(desk.world.step + 15)
    paused = desk.world.state.paused_until > desk.world.step
    before = desk.world.state.own_shares[paused]
    desk.until(desk.world.step + 30)
    assert (desk.world.state.own_shares[paused] == before).all()


ALL = [1, *OTHERS[1:], STALE]


def test_where_the_release_leaks_all_eight_run_away() -> None:
    for name in ("v5", "v6"):
        assert all(Desk(variant(name), at="09:35:00").by_router)


def test_a_plain_roll_back_of_a_leaking_release_ends_it_when_the_former_build_is_sound() -> None:
    desk = Desk(variant("v6"), at="09:31:00").effect("09:38:00", "rollback", routers=ALL)
    assert desk.until("10:10:00").rate == 0


def test_a_plain_roll_back_makes_it_worse_when_the_former_build_has_power_peg() -> None:
    desk = Desk(variant("v5"), at="09:31:00").effect("09:38:00", "rollback", routers=ALL)
    assert desk.until("09:50:00").rate > 3 * Desk(variant("v5"), at="09:50:00").rate


def test_a_safe_roll_back_ends_it_whatever_the_former_build_is() -> None:
    for name in ("v5", "v6"):
        desk = Desk(variant(name), at="09:30:00").effect("09:33:00", "flag_off")
        desk.effect("09:35:00", "purge", routers=ALL)
        assert desk.rate == 0
        desk.effect("09:42:00", "rollback", routers=ALL).until("10:10:00")
        assert desk.rate == 0
        assert desk.world.state.flow_stopped < sim.at("09:36:00")


def test_flag_off_and_purge_are_enough_where_the_release_leaks() -> None:
    desk = Desk(variant("v5"), at="09:30:00").effect("09:33:00", "flag_off")
    desk.until("09:34:00")
    assert desk.rate > 500
    desk.effect("09:35:00", "purge", routers=ALL).until("10:10:00")
    assert desk.rate == 0


def test_a_stand_by_host_brings_it_back_after_a_good_containment() -> None:
    desk = Desk(variant("v9"), at="09:32:00")
    missed = desk.world.shown[desk.world.draws.stale[0]]
    desk.effect("09:35:00", "isolate", router=missed).until("09:49:59")
    assert desk.rate == 0
    desk.until("09:52:00")
    assert desk.rate > 0
    assert desk.world.state.executions[desk.world.draws.late] > 0
    assert desk.world.state.rearms == 1
