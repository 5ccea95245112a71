"""What reaches the desk by itself: to whom, and only what its sender could know."""

from __future__ import annotations

import pytest

from game import sim
from game.sim import alerts
from tests.sim.desk import Desk
from tests.sim.test_evidence_items import VARIANTS, morning
from tests.sim.test_evidence_variants import seed_with


def delivered(world: sim.World, name: str) -> list[sim.Text]:
    return [sim.Text.of(row[6]) for row in world.state.messages if row[4] == name]


def test_everybody_hears_only_what_is_for_his_desk() -> None:
    world = morning("v1", "10:06:00")
    for seat in sim.ALL_SEATS:
        heard = {str(message.sender) for message in sim.view_for(world, (seat,)).messages}
        for alert in alerts.alerts().values():
            if str(alert.sender) in heard:
                same = [a for a in alerts.alerts().values() if a.sender == alert.sender]
                assert any(seat in other.seats for other in same)
    assert "NYSE floor" not in {
        str(message.sender) for message in sim.view_for(world, ("RTR",)).messages
    }


@pytest.mark.parametrize(
    ("kind", "alert", "clock"),
    [("disk", "disk_usage", "08:30:00"), ("clock", "clock_offset", "09:00:00"),
     ("rotation", "log_rotation", "09:35:00")],
)  # fmt: skip
def test_a_harmless_sign_comes_when_it_was_drawn_and_names_its_host(
    kind: str, alert: str, clock: str
) -> None:
    seen = set()
    for seed in range(12):
        world = morning("v4", clock, seed)
        bodies = delivered(world, alert)
        assert bool(bodies) == (kind in world.draws.decoys)
        assert all(body.params["host"] == world.draws.decoys[kind] for body in bodies)
        seen.add(bool(bodies))
    assert True in seen


def test_before_the_open_all_variants_sound_alike() -> None:
    """Who calls and writes before the open depends on the seed, never on what is wrong."""
    heard = {
        tuple(str(sim.Text.of(row[6])) for row in morning(variant, "09:29:00").state.messages)
        for variant in ("v5", "v6", "v7", "v8")
    }
    assert len(heard) == 1


def test_the_rate_alarm_rings_for_a_program_and_for_a_fault_alike() -> None:
    program = morning("v4", "09:41:00", seed_with("v4", "basket"))
    fault = morning("v1", "09:31:00")
    assert {body.id for body in delivered(program, "out_rate")} == {
        body.id for body in delivered(fault, "out_rate")
    }


def test_nobody_watched_the_rate_on_the_day_itself() -> None:
    world = Desk(sim.load("knight-2012"), at="09:45:00").world
    assert not delivered(world, "out_rate")


@pytest.mark.parametrize("variant", VARIANTS)
def test_no_caller_knows_the_mechanism(variant: str) -> None:
    told = ("power peg", "flag", "stale", "duplicate", "upstream", "drop copy")
    for row in morning(variant, "10:06:00").state.messages:
        said = str(sim.Text.of(row[6])).lower()
        assert not [word for word in told if word in said]


def test_a_quiet_morning_brings_no_caller_of_authority() -> None:
    world = morning("v4", "10:31:00")
    for name in ("exchange_calls", "executive_urges", "regulator_calls", "cfo_asks", "bank_calls"):
        assert not delivered(world, name)
