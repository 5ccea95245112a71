"""Each way to stop the flow stops what it says, costs clients what it says, and no more."""

from __future__ import annotations

import numpy as np
import pytest

from game import sim
from game.sim import orders
from tests.sim.desk import Desk, history, stale, variant

CLASSIC = variant("v1")
ALL = list(range(1, 9))


def flagged(desk: Desk) -> int:
    """Shown number of the router that was missed."""
    return desk.world.shown[desk.world.draws.stale[0]]


def served(desk: Desk) -> int:
    """Thousandths of the clients' value that the firm serves now."""
    return desk.world.fleet.service


def fine(desk: Desk) -> list[int]:
    """Shown numbers of the routers that got the release."""
    return sorted(set(ALL) - {flagged(desk)})


def test_blocked_names_send_nothing_and_the_others_go_on() -> None:
    desk = Desk(CLASSIC, at="09:35:00")
    before, symbols = served(desk), len(desk.world.scenario.symbols)
    desk.order("block_symbols", names="movers")
    desk.until("09:38:00")
    blocked = desk.world.state.blocked == 1
    assert blocked.sum() == 25
    shares = desk.world.state.own_shares.copy()
    desk.until("09:39:00")
    traded = desk.world.state.own_shares > shares
    assert not traded[blocked].any()
    assert traded[~blocked].any()
    lost = 1 - served(desk) / before
    assert lost == pytest.approx(0.4 * 25 / symbols, abs=0.02)


def test_all_traded_names_blocked_end_the_flow_until_new_names_come() -> None:
    desk = Desk(CLASSIC, at="09:40:00")
    assert desk.world.latency(sim.ACTIONS["block_symbols"], {"names": "mine"}) > 60
    desk.effect("09:45:00", "block_symbols", names="mine").until("09:45:02")
    first = desk.rate
    desk.until("10:10:00")
    assert first < 0.2 * Desk(CLASSIC, at="09:45:02").rate
    assert desk.rate > first
    desk.effect("10:13:00", "unblock_symbols").until("10:13:05")
    assert desk.rate > 1000


def test_a_throttle_takes_the_flow_to_a_tenth_and_its_clients_wait() -> None:
    desk = Desk(CLASSIC, at="09:35:00")
    before, rate = served(desk), desk.rate
    desk.effect("09:36:00", "throttle", router=flagged(desk)).until("09:36:05")
    assert desk.rate == pytest.approx(0.1 * rate, rel=0.3)
    assert 0.9 * before < served(desk) < before
    desk.effect("09:38:00", "unthrottle", router=flagged(desk)).until("09:38:05")
    assert desk.rate > 0.9 * rate
    assert served(desk) == before


def test_the_breaker_isolates_the_runaway_and_only_it() -> None:
    desk = Desk(CLASSIC, at="09:20:00").effect("09:25:00", "arm_breaker", ratio=60)
    desk.until("09:45:00")
    ports = dict(zip(desk.world.shown, desk.world.state.port.tolist(), strict=True))
    assert [shown for shown, port in ports.items() if not port] == [flagged(desk)]
    assert desk.rate == 0
    assert desk.world.state.flow_seconds < 60
    assert not desk.world.state.interventions


def test_a_breaker_set_too_low_trips_on_a_clients_basket() -> None:
    quiet = variant("v4")
    baskets = [seed for seed in range(1, 8) if "basket" in sim.start(quiet, seed).draws.decoys]
    desk = Desk(quiet, baskets[0], at="09:20:00").effect("09:25:00", "arm_breaker", ratio=2)
    desk.until("10:00:00")
    assert not desk.world.state.port.all()
    wide = Desk(quiet, baskets[0], at="09:20:00").effect("09:25:00", "arm_breaker", ratio=60)
    assert wide.until("10:00:00").world.state.port.all()


def test_account_33_tied_to_order_entry_blocks_the_firm_within_seconds() -> None:
    desk = Desk(CLASSIC, at="09:20:00").effect("09:25:00", "link_account_33")
    desk.until("09:30:20")
    assert desk.world.state.killed
    assert desk.rate == 0
    assert served(desk) == 0
    assert desk.figures["peak_gross_usd"] < 20_000_000


def test_a_false_position_trips_the_tie_as_well() -> None:
    desk = Desk(variant("v8"), at="09:20:00").effect("09:25:00", "link_account_33")
    assert desk.until("09:45:00").world.state.killed


def test_the_exchange_cuts_off_on_request_and_takes_its_time() -> None:
    desk = Desk(history(), at="09:32:00").effect("09:36:00", "ask_to_be_cut_off")
    assert desk.until("09:36:05").rate == 0
    with pytest.raises(sim.Refused, match="take us back at 10:06:00"):
        desk.until("10:00:00").order("reconnect_venue")
    desk.until("10:06:00").order("reconnect_venue")
    assert desk.until("10:10:00").rate > 500


def test_without_power_nothing_runs_and_each_router_starts_anew() -> None:
    desk = Desk(history(), at="09:32:00").effect("09:40:00", "pull_power").until("09:40:02")
    assert desk.rate == 0
    assert {row.state for row in sim.view_for(desk.world, sim.ALL_SEATS).fleet} == {"stopped"}
    desk.order("restart", router=8)
    assert desk.until("09:43:00").rate > 500


def test_stopping_the_feed_ends_what_it_sends_again_and_isolating_routers_does_not() -> None:
    desk = Desk(variant("v7"), at="09:34:00")
    before, rate = served(desk), desk.rate
    assert rate > 500
    for router in ALL[:4]:
        desk.order("isolate", router=router)
    desk.until("09:36:00")
    assert desk.rate > 0.7 * rate
    desk = Desk(variant("v7"), at="09:34:00").effect("09:36:00", "stop_feed", feed="3")
    assert desk.until("09:36:02").rate == 0
    assert served(desk) == pytest.approx(0.75 * before, abs=2)


def test_a_feed_that_was_set_right_can_be_taken_again_and_one_that_was_not_goes_on() -> None:
    mended = Desk(variant("v7"), at="09:34:00").effect("09:36:00", "stop_feed", feed="3")
    with pytest.raises(sim.Refused, match="Stop that feed first"):
        mended.order("mend_feed", feed="2")
    mended.effect("09:40:00", "mend_feed", feed="3")
    mended.effect("09:42:00", "resume_feed", feed="3").until("10:10:00")
    assert mended.rate == 0
    assert mended.world.state.feeds.all()
    hasty = Desk(variant("v7"), at="09:34:00").effect("09:36:00", "stop_feed", feed="3")
    hasty.effect("09:42:00", "resume_feed", feed="3").until("09:42:10")
    assert hasty.rate > 500


def test_the_test_feed_ends_without_harm_to_clients() -> None:
    desk = Desk(variant("v12"), at="09:34:00")
    before = served(desk)
    desk.effect("09:36:00", "stop_feed", feed="4").until("09:36:02")
    assert (desk.rate, served(desk)) == (0, before)


def test_resetting_the_drop_copy_ends_a_position_that_is_not_there() -> None:
    desk = Desk(variant("v8"), at="09:40:00").effect("09:42:00", "straighten").until("09:58:00")
    gross = sim.FRAME_FIELDS.index("gross_cents")
    assert sim.glance(desk.world, sim.ALL_SEATS).numbers[gross] == 0
    assert "booked twice" in str(sim.Text.of(desk.world.state.log[-1][4]))


def test_resetting_it_elsewhere_changes_nothing_and_says_so() -> None:
    desk = Desk(CLASSIC, at="09:40:00")
    held = desk.world.state.position.copy()
    desk.effect("09:42:00", "straighten")
    assert (np.abs(desk.world.state.position) >= 0.5 * np.abs(held)).all()
    assert "nothing has changed" in str(sim.Text.of(desk.world.state.log[-1][4]))


def test_stuck_orders_wait_until_they_are_given_to_others() -> None:
    waiting = Desk(stale(), at="09:31:00").effect("09:34:00", "isolate", router=2)
    rerouted = Desk(stale(), at="09:31:00").effect("09:34:00", "isolate", router=2)
    rerouted.effect("09:36:00", "cancel_orders", routers=[2])
    assert orders.stuck(rerouted.world).any()
    before = rerouted.world.state.served
    rerouted.effect("09:38:00", "reroute").until("09:38:01")
    assert served(rerouted) > served(waiting.until("09:38:01"))
    assert rerouted.world.state.served > before
    assert not orders.stuck(rerouted.world).any()


def test_orders_that_are_still_in_the_market_are_filled_twice_when_re_routed() -> None:
    careful = Desk(stale(), at="09:31:00").effect("09:34:00", "isolate", router=2)
    hasty = Desk(stale(), at="09:31:00").effect("09:34:00", "isolate", router=2)
    careful.effect("09:36:00", "cancel_orders", routers=[2]).effect("09:38:00", "reroute")
    hasty.effect("09:38:00", "reroute")
    assert hasty.world.state.served < careful.world.state.served
    assert "double fills" in str(sim.Text.of(hasty.world.state.log[-1][4]))
    assert "double fills" not in str(sim.Text.of(careful.world.state.log[-1][4]))


def test_a_purge_and_a_cancel_cost_the_clients_of_these_routers_alone() -> None:
    idle = Desk(stale(), at="09:40:00").world.state.served
    few = Desk(stale(), at="09:31:00").effect("09:39:00", "purge", routers=[1]).until("09:40:00")
    all_ = Desk(stale(), at="09:31:00").effect("09:39:00", "purge", routers=ALL).until("09:40:00")
    assert idle - 8_000 < few.world.state.served < idle
    assert all_.world.state.served == idle - 30_000


def test_a_bad_router_fails_its_test_order_and_stays_out() -> None:
    desk = Desk(history(), at="09:30:00").effect("09:33:00", "isolate", router=8)
    desk.effect("09:37:00", "restore", router=8).until("09:40:00")
    assert desk.rate == 0
    assert desk.world.state.log[-1][3] == "failed"
    assert "SMARS-{host}" in desk.world.state.log[-1][4][1]["reason"][0]


def test_a_bad_router_given_back_untested_is_a_relapse_once() -> None:
    desk = Desk(history(), at="09:30:00").effect("09:33:00", "isolate", router=8)
    desk.effect("09:37:00", "restore", router=8, verify="no").until("09:40:00")
    assert desk.rate > 500
    assert desk.world.state.rearms == 1
    good = Desk(history(), at="09:30:00").effect("09:33:00", "isolate", router=3)
    good.effect("09:37:00", "restore", router=3)
    assert good.world.state.port.all()
    assert good.world.state.rearms == 0


def test_clients_sent_elsewhere_are_less_harmed_when_we_are_down_and_earn_us_less_when_up() -> None:
    gone = {"service": "none", "advice": "elsewhere", "next": "20"}
    told = Desk(stale(), at="09:31:00").effect("09:33:00", "stop_intake")
    silent = Desk(stale(), at="09:31:00").effect("09:33:00", "stop_intake").until("09:45:00")
    told.effect("09:35:00", "notify_clients", **gone).until("09:45:00")
    assert told.world.state.served > silent.world.state.served
    told.effect("09:47:00", "resume_intake").until("10:00:00")
    silent.effect("09:47:00", "resume_intake").until("10:00:00")
    away = told.world.state.served
    told.effect("10:03:00", "welcome_clients_back").until("10:05:00")
    silent.until("10:05:00")
    assert away < silent.world.state.served
    assert "clients_away" not in told.world.state.keys


def test_a_hedge_costs_little_and_gets_rid_of_nothing() -> None:
    desk = Desk(CLASSIC, at="09:45:00")
    desk.effect("09:55:00", "hedge")
    assert desk.world.state.hedged == sim.at("09:55:00")
    assert 0 < desk.world.state.keys["hedge_cost"] < 2_000_000
    assert (desk.world.state.position != 0).any()
