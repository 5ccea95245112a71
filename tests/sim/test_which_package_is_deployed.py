"""A deployment is as right as its package: the build that is asked for is the build that runs."""

from __future__ import annotations

from typing import Any

import pytest

from game import sim
from game.sim import evidence
from game.sim.scenario import FORMER, RELEASE, UAT
from tests.sim.desk import HISTORY, STALE, Desk

KNIGHT = sim.load(HISTORY)
SOUND = 3


def deployed(package: str | None, router: int = SOUND, at: str = "09:36:00") -> Desk:
    """A router drained three minutes before and given a package."""
    desk = Desk(KNIGHT, at="09:31:00").effect("09:32:00", "drain", router=router)
    args = {} if package is None else {"package": package}
    return desk.effect(at, "deploy", router=router, **args)


def shown(desk: Desk, key: str) -> str:
    """What an item says of the sound router."""
    lines = evidence.catalogue()[key].lines(desk.world, {})
    return next(str(line) for line in lines if line.params.get("host") == SOUND - 1)


def served(desk: Desk) -> int:
    """Thousandths of the clients' value that are served now."""
    desk.until(desk.world.step + 1)
    return desk.world.fleet.service


def test_left_out_it_is_the_release_bit_by_bit() -> None:
    plain, said = deployed(None), deployed("release")
    assert sim.state_hash(plain.world) == sim.state_hash(said.world)
    assert plain.world.state.running[SOUND - 1] == RELEASE
    assert "Deploy the RLP release to a router" in str(sim.Text.of(plain.world.state.log[-2][4]))


def test_an_unknown_package_is_refused_in_words() -> None:
    desk = Desk(KNIGHT, at="09:31:00").effect("09:32:00", "drain", router=SOUND)
    with pytest.raises(sim.Refused, match="p7 is not one of the choices"):
        desk.order("deploy", router=SOUND, package="p7")


def test_a_log_with_an_unknown_package_fails_in_words_and_harms_nothing() -> None:
    desk = Desk(KNIGHT, at="09:31:00").effect("09:32:00", "drain", router=SOUND)
    args: dict[str, Any] = {"router": SOUND - 1, "package": "p7"}
    desk.log.append(sim.Entry(2, desk.world.step + 1, "deploy", args))
    desk.until("09:37:00")
    assert "no package p7" in str(sim.Text.of(desk.world.state.log[-1][4]))
    assert desk.world.state.running[SOUND - 1] == RELEASE


def test_the_build_before_arms_the_router_like_a_roll_back_while_the_flag_is_on() -> None:
    alone, back = Desk(KNIGHT, at="09:36:00"), deployed("former")
    assert back.world.state.running[SOUND - 1] == FORMER
    back.effect("09:37:00", "undrain", router=SOUND).until("09:50:00")
    alone.until("09:50:00")
    assert back.by_router[SOUND - 1] > 100_000
    assert alone.by_router[SOUND - 1] == 0


def test_what_it_raises_counts_as_the_teams_own_relapse() -> None:
    """As a roll-back of the same router at the same second does."""
    by_deploy = deployed("former", at="09:36:30")
    by_rollback = Desk(KNIGHT, at="09:31:00").effect("09:32:00", "drain", router=SOUND)
    by_rollback.effect("09:36:30", "rollback", routers=[SOUND])
    assert by_deploy.world.state.rearms == by_rollback.world.state.rearms
    assert by_deploy.rate == by_rollback.rate
    assert by_deploy.world.state.rearms == 1


def test_with_the_flag_off_the_build_before_is_safe() -> None:
    desk = Desk(KNIGHT, at="08:05:00").effect("09:31:00", "drain", router=SOUND)
    desk.effect("09:33:00", "flag_off").effect("09:37:00", "deploy", router=SOUND, package="former")
    desk.effect("09:38:00", "undrain", router=SOUND).until("09:50:00")
    assert desk.by_router[SOUND - 1] == 0


def test_the_uat_package_takes_clients_orders_and_sends_them_nowhere() -> None:
    release, uat = deployed("release"), deployed("uat")
    for desk in (release, uat):
        desk.effect("09:37:00", "undrain", router=SOUND)
    assert uat.world.state.running[SOUND - 1] == UAT
    assert served(uat) == pytest.approx(served(release) * 7 / 8, abs=2)
    assert uat.rate == release.rate


def test_the_uat_package_on_the_bad_router_ends_its_flow_and_serves_nobody() -> None:
    desk = deployed("uat", router=STALE)
    desk.effect("09:37:00", "undrain", router=STALE)
    assert desk.rate == 0


@pytest.mark.parametrize("key", ["e05_builds", "e06_processes"])
def test_the_sweeps_name_what_is_there(key: str) -> None:
    assert "SMARS 2012.07.27-RLP-UAT" in shown(deployed("uat"), key)
    assert "SMARS 2011.11.04" in shown(deployed("former"), key)
    assert "SMARS 2012.07.27-RLP," in shown(deployed("release"), key) + ","


def test_the_checksum_of_the_uat_package_is_another_one() -> None:
    sums = {shown(deployed(package), "e04_checksums") for package in ("release", "uat", "former")}
    assert len(sums) == 3


def test_sweeps_point_at_a_router_with_the_wrong_package() -> None:
    world = deployed("uat").world
    for key in ("e04_checksums", "e05_builds", "e06_processes"):
        assert SOUND - 1 in evidence.catalogue()[key].speaks(world, {})


def test_a_test_order_keeps_the_uat_package_out_of_the_pool() -> None:
    desk = Desk(KNIGHT, at="09:31:00").effect("09:33:00", "isolate", router=SOUND)
    desk.effect("09:38:00", "deploy", router=SOUND, package="uat")
    desk.effect("09:40:00", "restore", router=SOUND)
    assert "met no venue" in str(sim.Text.of(desk.world.state.log[-1][4]))
    assert not desk.world.state.port[SOUND - 1]


def test_a_canary_does_not_come_back_from_the_uat_package() -> None:
    desk = deployed("uat").effect("09:39:00", "canary", router=SOUND)
    found = sim.view_for(desk.world, sim.ALL_SEATS).evidence
    assert "test exchange" in str(found[-1].lines[-1])


def test_who_approves_reads_which_package_is_asked_for() -> None:
    desk = Desk(KNIGHT, at="09:31:00").effect("09:32:00", "drain", router=SOUND)
    desk.order("deploy", seats=("RTR",), router=SOUND, package="former")
    desk.until(desk.world.step + 2)
    waits = [str(row.title) for row in sim.view_for(desk.world, ("CHG",)).pending]
    assert any("the build before the RLP release" in line for line in waits)
    desk.order("approve", seats=("CHG",), what="deploy")
    desk.until(desk.world.step + 2)
    said = [str(sim.Text.of(row[4])) for row in desk.world.state.log]
    assert said[-1] == "Approved: Deploy the build before the RLP release to a router"


def test_a_form_asks_for_the_package_and_names_three_in_the_words_of_the_store() -> None:
    field = sim.ACTIONS["deploy"].fields[1]
    assert field.asked
    assert [key for key, _ in field.choices] == ["uat", "release", "former"]
