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
    (sim.at("09:52:00"), "verify_flow", {}),
    (sim.at("09:53:30"), "claim_contained", {}),
)
ALL = list(range(1, 9))
CLOSE = 60  # points between the best cure and the least
APART = 150  # between the least cure and the best half-measure
HALVES = ("restart", "purge", "drain", "flag off", "kill switch", "the trap", "nothing")
NO_RLP = "flag off and purge"  # clients are promised a service that they do not get today


def cures(router: int) -> dict[str, tuple[Timed, ...]]:
    """What ends the flow and leaves the firm trading, all from the same second on."""
    one, others = {"router": router}, [number for number in ALL if number != router]
    kill = ((GIVEN, "kill_switch", {}), (GIVEN + 5, "confirm_kill", {}))
    flag = (GIVEN, "flag_off", CITED), (GIVEN + 75, "purge", {"routers": ALL})
    return {
        "isolate": _out(GIVEN, router),
        "stop": ((GIVEN, "stop", one),),
        "drain and purge": (
            (GIVEN, "drain", one),
            (GIVEN + 30, "purge", {"routers": [router]}),
        ),
        "isolate, deploy, restore": (
            *_out(GIVEN, router),
            (GIVEN + 60, "deploy", one),
            *_back(GIVEN + 360, router),
        ),
        "kill, isolate, lift": (*kill, *_out(GIVEN + 180, router), (GIVEN + 720, "lift_kill", {})),
        "isolate four, restore three": (
            *_out(GIVEN, router, *others[:3]),
            *_back(GIVEN + 200, *others[:3]),
        ),
        "two innocent ones first": (
            *_out(GIVEN, *others[:2]),
            *_out(GIVEN + 180, router),
            *_back(GIVEN + 300, *others[:2]),
        ),
        "flag off, purge, deploy, flag on": (
            *flag,
            *_out(GIVEN + 120, router),
            (GIVEN + 200, "deploy", one),
            *_back(GIVEN + 420, router),
            (GIVEN + 560, "flag_on", {}),
        ),
    }


def others_try(router: int) -> dict[str, tuple[Timed, ...]]:
    """What ends a part of it, or the firm's trading, or makes it worse."""
    one, rest = {"router": router}, [number for number in ALL if number != router]
    flag_off = (GIVEN, "flag_off", CITED)
    return {
        NO_RLP: (flag_off, (GIVEN + 75, "purge", {"routers": ALL})),
        "restart": ((GIVEN, "restart", one),),
        "purge": ((GIVEN, "purge", {"routers": [router]}),),
        "drain": ((GIVEN, "drain", one),),
        "flag off": (flag_off,),
        "kill switch": ((GIVEN, "kill_switch", {}), (GIVEN + 5, "confirm_kill", {})),
        "the trap": ((GIVEN, "rollback", {"routers": rest}),),
        "nothing": (),
    }


def _out(step: int, *routers: int) -> tuple[Timed, ...]:
    return tuple((step + n, "isolate", {"router": router}) for n, router in enumerate(routers))


def _back(step: int, *routers: int) -> tuple[Timed, ...]:
    return tuple(
        (step + n, "restore", {"router": router, "verify": "yes"})
        for n, router in enumerate(routers)
    )


@functools.cache
def points(variant: str) -> dict[str, int]:
    """Totals of each way on one morning with the same case and the same proof."""
    world = sim.start(sim.load("knight", variant=variant), 1)
    piece = Piece("knight", 1, (), None, variant)
    rows = {row["team"]: row for row in rows_of(piece)}
    known = Baseline(float(rows["asleep"]["loss_usd"]), rows["oracle"]["served"])
    router = world.shown[world.draws.stale[0]]
    scripts = {
        name: functools.partial(_script, CASE + orders + PROOF)
        for name, orders in {**cures(router), **others_try(router)}.items()
    }
    return totals_of(replace(piece, baseline=known), scripts)


def _script(orders: tuple[Timed, ...], scenario: sim.Scenario) -> Script:
    return Script(orders)


@pytest.mark.parametrize("variant", ["v1", "v2"])
def test_every_cure_is_worth_about_the_same_and_half_a_cure_much_less(variant: str) -> None:
    found = points(variant)
    cured = [found[name] for name in cures(1)]
    halves = [found[name] for name in HALVES if (variant, name) != ("v2", "restart")]
    assert max(cured) - min(cured) <= CLOSE
    assert min(cured) - max(halves) >= APART


@pytest.mark.parametrize("variant", ["v1", "v2"])
def test_a_day_without_the_promised_service_costs_something(variant: str) -> None:
    found = points(variant)
    assert max(found[name] for name in HALVES[1:]) < found[NO_RLP] < found["isolate"] - CLOSE


def test_a_restart_cures_only_what_was_copied_and_not_restarted() -> None:
    assert points("v2")["restart"] - points("v1")["restart"] >= APART


def test_the_trap_is_worse_than_doing_nothing_more() -> None:
    assert points("v1")["the trap"] < points("v1")["nothing"]
