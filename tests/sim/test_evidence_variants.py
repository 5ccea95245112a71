"""What the evidence says in each variant, and what it must not say."""

from __future__ import annotations

import pytest

from game import sim
from game.sim import baskets, decoys, evidence, ledger, likelihood
from tests.sim.test_evidence_items import morning, speaks, words

ALL = list(range(8))
DECISIVE = [key for key, item in evidence.catalogue().items() if item.klass == 3]


def test_v1_header_file_process_and_log_point_at_the_one_host() -> None:
    early, late = morning("v1", "09:20:00"), morning("v1", "09:33:00")
    stale = list(early.draws.stale)
    for key in ("e02_header", "e04_checksums", "e05_builds", "e06_processes"):
        assert speaks(early, key) == stale
    assert speaks(late, "e10_ratio") == speaks(late, "e14_account_33") == stale
    assert [h for h in ALL if speaks(late, "e11_log", router=h) == [h]] == stale
    assert "path=PPEG" in words(late, "e11_log", router=stale[0])


def test_v2_the_files_are_clean_and_the_process_speaks() -> None:
    world = morning("v2", "09:20:00")
    stale = list(world.draws.stale)
    assert speaks(world, "e04_checksums") == speaks(world, "e05_builds") == []
    assert speaks(world, "e06_processes") == stale
    assert set(speaks(world, "e08_ticket")) & set(stale) == set()
    assert "on 25 July" in words(world, "e06_processes")


def test_v3_all_of_them_are_named() -> None:
    world = morning("v3", "09:33:00")
    stale = list(world.draws.stale)
    assert len(stale) > 1
    for key in ("e04_checksums", "e05_builds", "e06_processes", "e10_ratio"):
        assert speaks(world, key) == stale
    assert set(stale) <= set(speaks(world, "e08_ticket"))


@pytest.mark.parametrize("variant", ["v5", "v6"])
def test_v5_and_v6_the_canary_speaks_of_every_router_before_the_open(variant: str) -> None:
    world = morning(variant, "08:20:00")
    assert [h for h in ALL if speaks(world, "e23_canary", router=h)] == ALL
    assert not any(speaks(world, key) for key in ("e04_checksums", "e05_builds", "e06_processes"))
    late = morning(variant, "09:33:00")
    assert speaks(late, "e10_ratio") == ALL
    assert "path=RLP" in words(late, "e11_log", router=2)
    assert "path=PPEG" not in words(late, "e11_log", router=2)


def test_the_archive_says_of_the_former_code_what_holds_in_each_variant() -> None:
    with_peg, without = morning("v5", "08:20:00"), morning("v6", "08:20:00")
    assert "still has Power Peg" in words(with_peg, "e22_archive")
    assert "no Power Peg any more" in words(without, "e22_archive")
    assert (speaks(with_peg, "e22_archive"), speaks(without, "e22_archive")) == ([-1], [])


def test_v7_the_ratio_is_silent_and_the_order_system_counts_by_feed() -> None:
    world = morning("v7", "09:33:00")
    assert speaks(world, "e10_ratio") == []
    assert speaks(world, "e12_parents") == [-1]
    entries = {
        str(line.params["feed"]): int(str(line.params["entries"]))
        for line in evidence.catalogue()["e12_parents"].lines(world, {})
        if "feed" in line.params
    }
    assert set(entries) == set(world.scenario["feeds"]["names"])
    assert max(entries, key=lambda name: entries[name]) == world.scenario["feeds"]["resends"]
    assert all(speaks(world, "e11_log", router=host) == [-1] for host in ALL)
    assert not any(speaks(world, "e23_canary", router=host) for host in ALL)


def test_v7_both_in_and_out_are_high() -> None:
    orders_in, children = morning("v7", "09:33:00").fleet.rates()
    assert int(orders_in.sum()) > 300
    assert int(children.sum()) < 12 * int(orders_in.sum())


def test_v8_the_account_speaks_the_drop_copy_repeats_and_the_floor_is_calm() -> None:
    world = morning("v8", "09:33:00")
    assert speaks(world, "e13_position") == [-1]
    first, repeats, venues = evidence.catalogue()["e16_drop_copy"].lines(world, {})
    assert first.params["rate"] == repeats.params["rate"] == 900
    assert int(str(venues.params["rate"])) < 100
    assert speaks(world, "e19_exchange") == []
    assert "nothing unusual" in words(world, "e19_exchange")
    assert "repeat an execution id" in words(world, "e14_account_33")
    for key in ("e09_fleet_rates", "e10_ratio", "e12_parents"):
        assert speaks(world, key) == []


def test_v8_the_check_is_not_clean_before_the_books_are_straight() -> None:
    world = morning("v8", "09:40:00")
    evidence.open_item(world, "e27_verified", {})
    assert "repeat execution ids" in words(world, "e27_verified")
    ledger.straighten(world)
    assert words(world, "e27_verified").startswith("For three minutes")
    assert speaks(world, "e27_verified") == []


@pytest.mark.parametrize("seed", range(20))
def test_v4_nothing_decisive_speaks(seed: int) -> None:
    """The archive speaks of the code before the release, not of this morning."""
    world = morning("v4", "09:20:00", seed)
    for clock in ("09:20:00", "09:45:00"):
        sim.advance(world, (), sim.at(clock))
        spoken = {key for key in DECISIVE if speaks_anywhere(world, key)}
        assert spoken <= {"e22_archive"}


def speaks_anywhere(world: sim.World, key: str) -> bool:
    if key not in likelihood.ONE_HOST:
        return bool(speaks(world, key))
    return any(speaks(world, key, router=host) for host in ALL)


def seed_with(variant: str, kind: str) -> int:
    return next(n for n in range(99) if kind in morning(variant, "08:00:00", n).draws.decoys)


def test_a_test_in_uat_shows_itself_in_the_header_only() -> None:
    world = morning("v4", "09:20:00")
    assert world.state.bnet
    assert "Power Peg disabled" in words(world, "e01_rejects")
    assert "UAT-SMARS" in words(world, "e02_header")
    assert speaks(world, "e02_header") == []


def test_four_mails_of_a_test_do_not_speak_and_a_regression_does() -> None:
    said = {}
    for seed in range(40):
        world = morning("v4", "08:00:00", seed)
        many, last = len(world.draws.uat_steps), max(world.draws.uat_steps)
        if many not in said:
            sim.advance(world, (), last + 60)
            said[many] = speaks(world, "e01_rejects")
    assert said[4] == []
    assert said[60] == [-1]


def test_a_missing_tick_points_at_a_host_whose_file_is_right() -> None:
    world = morning("v4", "08:20:00", seed_with("v4", "ticket"))
    host = world.draws.decoys["ticket"]
    assert speaks(world, "e08_ticket") == [host]
    assert speaks(world, "e05_builds") == []


def test_a_second_build_of_the_release_has_another_sum_and_the_same_name() -> None:
    master = sim.load("knight", variant="v4", level="master")
    seed = next(n for n in range(20) if "hash" in sim.start(master, n).draws.decoys)
    world = sim.start(master, seed)
    assert speaks(world, "e04_checksums") == [world.draws.decoys["hash"]]
    assert speaks(world, "e05_builds") == []


def test_a_program_looks_like_a_fault_until_its_parents_are_read() -> None:
    world = morning("v4", "09:45:00", seed_with("v4", "basket"))
    for key in ("e09_fleet_rates", "e13_position", "e19_exchange"):
        assert speaks(world, key) == [-1]
    for key in ("e10_ratio", "e12_parents", "e14_account_33", "e16_drop_copy", "e27_verified"):
        assert speaks(world, key) == []
    assert "all OPEN" in words(world, "e12_parents")
    assert "client's basket" in words(world, "e25_basket")
    assert [key for key, _ in decoys.raised(world)].count("basket") == 1
    assert decoys.harmless(world, "basket")


def test_a_program_costs_nothing_and_leaves_nothing() -> None:
    world = morning("v4", "09:56:00", seed_with("v4", "basket"))
    without = next(
        n for n in range(99) if "basket" not in morning("v4", "08:00:00", n).draws.decoys
    )
    assert baskets.booked(world) is None
    assert not world.state.position.any()
    assert world.state.served / world.state.offered == pytest.approx(
        morning("v4", "09:56:00", without).state.served
        / morning("v4", "09:56:00", without).state.offered
    )


def test_v12_the_feed_says_that_it_was_loaded_from_a_file() -> None:
    world = morning("v12", "08:20:00")
    lines = evidence.catalogue()["e30_feeds"].lines(world, {})
    source = {line.params.get("feed"): str(line.params.get("source")) for line in lines[1:]}
    assert source[world.scenario["feeds"]["resends"]] == "a file"
