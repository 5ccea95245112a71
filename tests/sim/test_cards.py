"""The cards of the prevention week: each does what it says on 1 August, and nothing else."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest

from game import sim
from game.sim import cards
from game.sim.draws import ROUTERS

SEED = 1
HOURS = {
    "second_person_review": 1, "hash_sweep": 1, "restart_proof": 1, "new_flag_name": 3,
    "delete_power_peg": 4, "retest_old_path": 3, "canary": 2, "staged_enablement": 2,
    "bnet_alert": 1, "breaker": 3, "account_33": 3, "cod_test": 2, "kill_drill": 2,
    "build_dashboard": 2, "rollback_rehearsal": 2, "postpone": 0,
}  # fmt: skip
# What a card may touch at 08:00 besides the team's log, where each leaves a line.
TOUCHES: dict[str, set[str]] = {
    "retest_old_path": {"opened"},
    "staged_enablement": {"keys"},
    "bnet_alert": {"keys"},
    "breaker": {"breaker"},
    "account_33": {"capital"},
    "cod_test": {"keys"},
    "kill_drill": {"keys"},
    "build_dashboard": {"opened"},
    "rollback_rehearsal": {"keys"},
    "postpone": {"keys", "flag_on"},
    "hash_sweep": {"disk", "running"},
    "canary": {"disk", "running"},
    "second_person_review": {"disk", "running"},
}
EVERY_CARD = pytest.mark.parametrize("card", list(HOURS))


def morning(variant: str, *bought: str, seed: int = SEED, era: str = "") -> sim.World:
    """The world at 08:00 after a week in which these cards were bought."""
    return sim.start(sim.load("knight", variant, era=era).with_cards(bought), seed)


def until(world: sim.World, clock: str) -> sim.World:
    world.advance([], sim.at(clock))
    return world


def order(world: sim.World, action: str, **args: Any) -> None:
    """Order it for the next second."""
    seq, cleaned = world.applied_seq + 1, sim.check(world, action, args)
    world.advance([sim.Entry(seq, world.step + 1, action, cleaned)], world.step + 1)


def what_differs(one: sim.World, other: sim.World) -> set[str]:
    """Names of the parts of the state that are not equal."""
    names = (field.name for field in dataclasses.fields(one.state))
    return {
        name
        for name in names
        if not np.array_equal(getattr(one.state, name), getattr(other.state, name))
    }


def test_there_are_sixteen_cards_at_the_costs_of_the_design() -> None:
    assert {name: card.hours for name, card in cards.catalogue().items()} == HOURS


@EVERY_CARD
def test_a_card_says_what_it_does_and_where_it_comes_from(card: str) -> None:
    said = cards.catalogue()[card]
    assert all(str(words) for words in (said.title, said.help, said.source, said.left))
    assert "Knight admitted" not in str(said.source)


@EVERY_CARD
def test_a_card_changes_at_eight_only_what_it_says(card: str) -> None:
    plain, after = morning("v1"), morning("v1", card)
    assert what_differs(plain, after) <= TOUCHES.get(card, set()) | {"log", "touch"}
    assert [row[4][0] for row in after.state.log] == [cards.catalogue()[card].left.id]


@EVERY_CARD
def test_a_week_is_the_same_each_time_and_is_not_had_twice(card: str) -> None:
    scenario = sim.load("knight", "v1").with_cards([card])
    one = until(sim.start(scenario, SEED), "08:05")
    again = sim.restore(scenario, SEED, 0, until(sim.start(scenario, SEED), "08:02").dump())
    assert until(again, "08:05").hash() == one.hash()


def test_a_drawn_variant_keeps_the_cards() -> None:
    drawn = sim.start(sim.load("knight-week").with_cards(["breaker"]), SEED)
    assert drawn.scenario.variant
    assert drawn.state.breaker


def test_an_unknown_card_is_refused() -> None:
    with pytest.raises(KeyError, match="no card prayer"):
        sim.load("knight").with_cards(["prayer"])


def test_no_card_leaves_the_morning_as_it_was() -> None:
    assert sim.load("knight", "v1").with_cards([]) is sim.load("knight", "v1")


# Checks of the copies


def left_stale(variant: str, card: str, seed: int = SEED) -> int:
    return len(morning(variant, card, seed=seed).draws.stale)


def test_a_reviewer_notices_most_missed_copies_but_not_all() -> None:
    missed = sum(left_stale("v1", "second_person_review", seed) for seed in range(1, 61))
    assert 3 <= missed <= 24


def test_a_reviewer_of_copies_does_not_see_what_was_not_restarted() -> None:
    assert all(left_stale("v2", "second_person_review", seed) == 1 for seed in range(1, 9))


def test_a_hash_sweep_finds_missed_copies_alone() -> None:
    assert left_stale("v1", "hash_sweep") == left_stale("v3", "hash_sweep") == 0
    assert left_stale("v2", "hash_sweep") == 1


def test_a_restart_proof_finds_what_was_not_restarted_alone() -> None:
    assert left_stale("v2", "restart_proof") == 0
    assert left_stale("v1", "restart_proof") == 1


@pytest.mark.parametrize("variant", ["v1", "v2", "v3", "v5", "v6"])
def test_a_canary_leaves_no_router_that_runs_away(variant: str) -> None:
    world = morning(variant, "canary")
    assert not any(world.mis_executes(host) for host in range(ROUTERS))
    assert world.fault == "none"


def test_a_canary_does_not_see_a_host_that_is_not_there_yet() -> None:
    world = until(morning("v9", "canary"), "09:51")
    assert world.mis_executes(world.draws.late)
    assert world.fault == "stale_build"


def test_a_canary_does_not_tell_plain_handling_from_the_new_service() -> None:
    assert left_stale("v1", "canary") == 0
    assert len(morning("v1", "canary", "new_flag_name").draws.stale) == 1


# The code


@pytest.mark.parametrize("card", ["new_flag_name", "delete_power_peg"])
def test_old_code_that_does_not_answer_sends_neither_rejects_nor_children(card: str) -> None:
    world = until(morning("v1", card), "09:32")
    assert len(world.draws.stale) == 1
    assert world.state.bnet == []
    assert world.state.bad_executions == 0
    assert world.fault == "none"


@pytest.mark.parametrize(("card", "present"), [("new_flag_name", 1), ("delete_power_peg", 0)])
def test_only_what_is_deleted_is_gone_from_the_manifest(card: str, present: int) -> None:
    world = morning("v1", card, "build_dashboard")
    rows = world.state.opened["e05_builds"][2]
    assert sum("present" in str(row[1]["present"]) for row in rows) == present


def test_with_the_old_path_gone_a_roll_back_of_a_leaking_release_is_safe() -> None:
    assert morning("v5", "delete_power_peg").scenario.former.pace == 0
    assert morning("v5").scenario.former.pace == 1


def test_a_retest_opens_the_archive_and_finds_every_second_leak() -> None:
    assert set(morning("v1", "retest_old_path").state.opened) == {"e22_archive"}
    worlds = [morning("v5", "retest_old_path", seed=seed) for seed in range(1, 41)]
    assert 10 <= sum(world.scenario.builds[0].leak == 0 for world in worlds) <= 30


# What is armed or prepared


def test_a_staged_launch_marks_the_orders_of_one_router() -> None:
    world = until(morning("v4", "staged_enablement"), "09:31")
    flagged = world.state.router[world.state.flagged == 1]
    assert set(flagged.tolist()) == {world.state.keys["staged"]}
    assert world.fleet._service < until(morning("v4"), "09:31").fleet._service


def test_switching_the_flag_on_ends_the_stage() -> None:
    world = until(morning("v4", "staged_enablement"), "08:10")
    order(world, "flag_on")
    until(world, "09:31")
    assert len(set(world.state.router[world.state.flagged == 1].tolist())) > 1


def reached(world: sim.World, *seats: str) -> list[tuple[str, int]]:
    view = sim.view_for(world, seats)
    return [(str(row.subject), row.step) for row in view.messages if "BNET" in str(row.subject)]


def test_the_fifth_and_the_twenty_fifth_reject_raise_an_alert() -> None:
    world = until(morning("v1", "bnet_alert"), "09:29")
    tiers = reached(world, "RTR")
    fifth, later = world.state.bnet[4][0], world.state.bnet[24][0]
    assert [words for words, _ in tiers] == [
        "BNET rejects, tier 1 of 2",
        "BNET rejects, tier 2 of 2",
    ]
    assert 0 <= tiers[0][1] - fifth < 5
    assert 0 <= tiers[1][1] - later < 5
    assert reached(world, "COM") == tiers
    assert reached(world, "TRD") == []


def test_nobody_is_alerted_who_has_not_wired_it() -> None:
    assert reached(until(morning("v1"), "09:29"), *sim.ALL_SEATS) == []


def test_the_breaker_isolates_the_router_that_runs_away() -> None:
    world = until(morning("v1", "breaker"), "09:31")
    assert np.flatnonzero(world.state.port == 0).tolist() == list(world.draws.stale)
    assert until(morning("v1"), "09:31").state.port.all()


def test_the_breaker_keeps_still_when_nothing_runs_away() -> None:
    assert until(morning("v4", "breaker"), "09:45").state.port.all()


def test_account_33_blocks_the_firm_at_its_limit() -> None:
    world = until(morning("v1", "account_33"), "09:31")
    assert world.state.killed
    assert not until(morning("v4", "account_33"), "09:35").state.killed


def test_what_was_tested_with_the_exchanges_takes_half_the_time() -> None:
    for name in ("disconnect_venue", "cancel_orders"):
        action = sim.ACTIONS[name]
        usual = action.latency_in(morning("v1", era="2012"))
        assert action.latency_in(morning("v1", "cod_test", era="2012")) == usual // 2


def test_a_tested_disconnect_takes_resting_orders_along() -> None:
    worlds = [until(morning("v4", *bought), "09:40") for bought in ((), ("cod_test",))]
    for world in worlds:
        order(world, "disconnect_venue")
        world.advance([], world.step + 20)
    rest, gone = (int(np.isin(world.state.status, (1,)).sum()) for world in worlds)
    assert gone < rest


def test_drilled_people_turn_both_keys_in_half_the_time() -> None:
    drilled, plain = morning("v1", "kill_drill"), morning("v1")
    turn = sim.ACTIONS["confirm_kill"]
    assert turn.latency_in(drilled) == turn.latency_in(plain) // 2


KEY = {"alone": True, "cited": ["e12_parents"]}


def test_a_sole_players_risk_officer_waits_for_nothing_when_drilled() -> None:
    took = []
    for bought in ((), ("kill_drill",)):
        world = until(morning("v4", *bought), "09:40")
        entry = sim.Entry(1, world.step + 1, "kill_switch", KEY)
        begin = world.step
        while not world.state.killed and world.step < begin + 120:
            world.advance([entry], world.step + 1)
        took.append(world.step - begin)
    assert took[1] < took[0]


def test_the_dashboard_is_read_anew_each_minute() -> None:
    world = morning("v1", "build_dashboard")
    assert set(world.state.opened) == {"e05_builds", "e06_processes"}
    until(world, "08:30")
    assert world.state.opened["e05_builds"][1] == sim.at("08:30")


def test_a_rehearsed_roll_back_is_refused_while_it_would_arm_the_routers() -> None:
    world = until(morning("v1", "rollback_rehearsal"), "08:10")
    with pytest.raises(sim.Refused, match="Switch the flag off first"):
        sim.check(world, "rollback", {"routers": [1, 2]})
    world.state.flag_on = False
    sim.check(world, "rollback", {"routers": [1, 2]})


def test_a_rehearsed_roll_back_to_sound_code_is_let_through() -> None:
    sim.check(until(morning("v6", "rollback_rehearsal"), "08:10"), "rollback", {"routers": [1]})


def test_a_postponed_launch_marks_no_order_and_costs_a_quarter_of_the_service() -> None:
    world, usual = (until(morning("v1", *bought), "09:31") for bought in (("postpone",), ()))
    assert not world.state.flagged.any()
    assert world.state.bad_executions == 0
    assert world.fleet._service == 750
    assert usual.fleet._service > 950
    with pytest.raises(sim.Refused, match="postponed"):
        sim.check(world, "flag_on", {})


def test_nobody_speaks_of_a_launch_that_is_postponed() -> None:
    for seed in range(1, 7):
        world = until(morning("v4", "postpone", seed=seed), "09:33")
        said = " ".join(
            f"{row.subject} {row.body}" for row in sim.view_for(world, sim.ALL_SEATS).messages
        )
        assert "RLP does not go live today" in said
        assert "goes live at the open" not in said
        assert "went live" not in said
