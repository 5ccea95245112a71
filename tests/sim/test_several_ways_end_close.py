"""Who knows the router may end the flow in several ways: they end close. Half-measures do not."""

from __future__ import annotations

import functools
from dataclasses import replace

import pytest

from game import sim
from game.management.study_mornings import Baseline, Piece, rows_of, totals_of
from game.management.study_players import Script, Timed

CITED = {"cited": ["e02_header"]}
GIVEN = sim.at("09:33:00")
CASE: tuple[Timed, ...] = (
    (sim.at("09:31:00"), "open_mail", {"group": "bnet"}),
    (sim.at("09:31:30"), "read_header", {"group": "bnet"}),
    (sim.at("09:32:30"), "declare", {"severity": "firm", **CITED}),
)
PROOF: tuple[Timed, ...] = (
    (sim.at("09:41:00"), "verify_flow", {}),
    (sim.at("09:43:00"), "claim_contained", {}),
)
ALL = list(range(1, 9))
CURES = {"isolate", "stop", "drain and purge", "isolate and deploy", "flag off and purge"}
CLOSE = 110  # points; the flag costs a quarter of the clients' value, the others next to nothing
APART = 180  # points between the least cure and the best half-measure


def ways(router: int) -> dict[str, tuple[Timed, ...]]:
    """What somebody might order who has read the header, all from the same second on."""
    one, others = {"router": router}, [number for number in ALL if number != router]
    isolated = (GIVEN, "isolate", one)
    return {
        "isolate": (isolated,),
        "stop": ((GIVEN, "stop", one),),
        "drain and purge": (
            (GIVEN, "drain", one),
            (GIVEN + 30, "purge", {"routers": [router]}),
        ),
        "isolate and deploy": (
            isolated,
            (GIVEN + 60, "deploy", one),
            (GIVEN + 360, "restore", {**one, "verify": "yes"}),
        ),
        "flag off and purge": (
            (GIVEN, "flag_off", CITED),
            (GIVEN + 75, "purge", {"routers": ALL}),
        ),
        "restart": ((GIVEN, "restart", one),),
        "purge": ((GIVEN, "purge", {"routers": [router]}),),
        "drain": ((GIVEN, "drain", one),),
        "flag off": ((GIVEN, "flag_off", CITED),),
        "kill switch": ((GIVEN, "kill_switch", {}), (GIVEN + 5, "confirm_kill", {})),
        "the trap": ((GIVEN, "rollback", {"routers": others}),),
        "nothing": (),
    }


@functools.cache
def points(variant: str) -> dict[str, int]:
    """Totals of each way on one morning with the same case and the same proof."""
    world = sim.start(sim.load("knight", variant=variant), 1)
    piece = Piece("knight", 1, (), None, variant)
    rows = {row["team"]: row for row in rows_of(piece)}
    known = Baseline(float(rows["asleep"]["loss_usd"]), rows["oracle"]["served"])
    scripts = {
        name: functools.partial(_script, CASE + orders + PROOF)
        for name, orders in ways(world.shown[world.draws.stale[0]]).items()
    }
    return totals_of(replace(piece, baseline=known), scripts)


def _script(orders: tuple[Timed, ...], scenario: sim.Scenario) -> Script:
    return Script(orders)


@pytest.mark.parametrize(
    ("variant", "cures"), [("v1", CURES), ("v2", CURES | {"restart"})], ids=["v1", "v2"]
)
def test_every_cure_is_worth_about_the_same_and_half_a_cure_much_less(
    variant: str, cures: set[str]
) -> None:
    found = points(variant)
    cured = [found[name] for name in cures]
    halves = [total for name, total in found.items() if name not in cures]
    assert max(cured) - min(cured) <= CLOSE
    assert min(cured) - max(halves) >= APART


def test_a_restart_cures_only_what_was_copied_and_not_restarted() -> None:
    assert points("v2")["restart"] - points("v1")["restart"] >= APART


def test_the_trap_is_worse_than_doing_nothing_more() -> None:
    assert points("v1")["the trap"] < points("v1")["nothing"]
