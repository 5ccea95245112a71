"""The drill: a training desk of two routers, a fault of its own, and nothing of the exercise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from game import sim
from game.sim import scenario
from game.sim.view import FRAME_FIELDS

DRILL = sim.load("drill")
SECRETS = tuple(f"{number:032x}" for number in range(1, 13))
BEGIN = DRILL.begins


class Desk:
    """Somebody at the training desk, who orders by the numbers shown."""

    def __init__(self, secret: str, team: int = 0) -> None:
        self.world = sim.start(DRILL, secret, team)
        self.log: list[sim.Entry] = []

    def order(self, action: str, **args: Any) -> None:
        step = max(self.world.step, BEGIN) + 1
        cleaned = sim.check(self.world, action, args)
        self.log.append(sim.Entry(len(self.log) + 1, step, action, cleaned))

    def until(self, reading: str) -> sim.View:
        sim.advance(self.world, self.log, sim.at(reading))
        return sim.view_for(self.world, sim.ALL_SEATS)

    @property
    def faulty(self) -> int:
        return next(n for host, n in enumerate(self.world.shown) if self.world.mis_executes(host))


@pytest.fixture(params=SECRETS[:3])
def desk(request: pytest.FixtureRequest) -> Desk:
    return Desk(request.param)


def test_only_two_routers_are_there(desk: Desk) -> None:
    view = desk.until("09:32:00")
    assert [row.shown for row in view.fleet] == [1, 2]
    assert sorted(desk.world.shown) == [1, 2]
    assert len(desk.world.state.port) == 2


def test_a_frame_keeps_its_length_and_says_nothing_of_the_others(desk: Desk) -> None:
    numbers = dict(zip(FRAME_FIELDS, desk.until("09:32:00").numbers, strict=True))
    absent = [name for name in FRAME_FIELDS if name[:2] in {f"r{n}" for n in range(3, 9)}]
    assert len(absent) == 30
    assert {numbers[name] for name in absent} == {-1}
    assert numbers["r2_out"] >= 0


@pytest.mark.parametrize("number", [0, 3, 8])
def test_there_is_no_third_router_to_order_about(number: int) -> None:
    with pytest.raises(sim.Refused, match=f"There is no router {number}"):
        Desk(SECRETS[0]).order("isolate", router=number)


def test_a_sweep_and_the_belief_board_are_of_two(desk: Desk) -> None:
    desk.order("sweep_hashes")
    desk.order("believe", p1=5, p2=95)
    view = desk.until("09:33:00")
    assert len(view.evidence[0].lines) == 2
    assert view.board.p == (5, 95)


def test_the_numbers_are_dealt_and_the_faulty_one_is_drawn() -> None:
    desks = [Desk(secret) for secret in SECRETS]
    assert {desk.faulty for desk in desks} == {1, 2}
    assert {desk.world.draws.stale for desk in desks} == {(0,), (1,)}
    shown = {Desk(SECRETS[0], team).world.shown for team in range(8)}
    assert shown == {(1, 2), (2, 1)}


def test_one_router_sends_more_than_it_receives(desk: Desk) -> None:
    before = desk.until("09:30:20")
    assert all((row.ratio or 0) < 1500 for row in before.fleet)
    rows = {row.shown: row for row in desk.until("09:31:30").fleet}
    faulty, sound = rows[desk.faulty], rows[3 - desk.faulty]
    assert (faulty.ratio or 0) > 2000 > (sound.ratio or 0)


def test_the_fault_follows_from_the_file_on_the_disk(desk: Desk) -> None:
    running = desk.world.state.running
    guilty = desk.world.inner(desk.faulty)
    assert DRILL.builds[running[guilty]].leak
    assert not DRILL.builds[running[1 - guilty]].leak
    desk.order("sweep_hashes")
    lines = [str(line) for line in desk.until("09:33:00").evidence[0].lines]
    assert "14 May 2012" in lines[desk.faulty - 1]
    assert "9 July 2012" in lines[2 - desk.faulty]


def test_isolating_it_ends_the_flow_and_the_check_proves_it(desk: Desk) -> None:
    desk.until("09:31:00")
    desk.order("isolate", router=desk.faulty)
    assert desk.until("09:32:30").numbers[FRAME_FIELDS.index("out_rate")] < 40
    desk.until("09:36:00")
    desk.order("verify_flow")
    desk.until("09:37:00")
    assert "verified" in desk.world.state.keys


def test_isolating_the_sound_one_leaves_the_flow(desk: Desk) -> None:
    desk.until("09:31:00")
    desk.order("isolate", router=3 - desk.faulty)
    assert desk.until("09:33:00").numbers[FRAME_FIELDS.index("out_rate")] > 60


def test_it_has_few_orders_and_refuses_the_others(desk: Desk) -> None:
    view = desk.until("09:31:00")
    assert {offer.name for offer in view.offers} == DRILL.orders
    with pytest.raises(sim.Refused, match="no such order"):
        desk.order("kill_switch")


def test_what_pages_send_by_themselves_still_comes(desk: Desk) -> None:
    desk.until("09:32:00")
    desk.order("seen", message=1)
    desk.until("09:33:00")
    assert desk.world.state.seen


def test_one_alert_comes_and_nobody_else_calls(desk: Desk) -> None:
    messages = desk.until("10:14:00").messages
    assert {str(message.subject) for message in messages} == {"Out rate above usual"}
    assert sim.at("09:30:00") < messages[0].step < sim.at("09:31:30")
    assert desk.until("10:14:00").mail == ()


def test_it_tells_nothing_of_the_exercise(desk: Desk) -> None:
    desk.order("sweep_hashes")
    view = desk.until("09:40:00")
    told = [str(line) for item in view.evidence for line in item.lines]
    told += [str(words) for words in (*DRILL.briefing, DRILL.title, DRILL.summary)]
    told += [build.name for build in DRILL.builds]
    assert not any(
        word in line for line in told for word in ("Power Peg", "RLP", "Knight", "1 August")
    )


def test_it_is_no_exercise_and_no_exercise_is_one() -> None:
    assert "drill" in sim.scenario_names()
    assert "drill" not in sim.exercise_names()
    assert not DRILL.ranked
    none: frozenset[str] = frozenset()
    for name in sim.exercise_names():
        others = sim.load(name)
        assert (others.routers, others.begins, others.orders, others.alerts) == (8, 0, none, none)


def test_a_file_says_nothing_of_a_router_that_it_does_not_have(tmp_path: Path) -> None:
    text = 'extends = "knight"\nname = "mine"\n[fleet]\nsize = 3\nstale = [4]\n'
    (tmp_path / "mine.toml").write_text(text)
    with pytest.raises(sim.BadScenario, match=r"mine\.toml:5: fleet\.stale names a router beyond"):
        scenario.read("mine.toml", tmp_path).build()


@pytest.mark.parametrize("field", ["orders", "alerts"])
def test_a_file_names_orders_and_alerts_that_are_there(field: str, tmp_path: Path) -> None:
    text = f'extends = "knight"\nname = "mine"\n{field} = ["shout"]\n'
    (tmp_path / "mine.toml").write_text(text)
    with pytest.raises(sim.BadScenario, match=f"mine.toml:3: {field} names none .* shout"):
        scenario.read("mine.toml", tmp_path).build()


def test_any_size_of_fleet_plays_a_morning(tmp_path: Path) -> None:
    for size in (1, 3, 5):
        text = f'extends = "knight-shuffled"\nname = "mine"\n[fleet]\nsize = {size}\n'
        (tmp_path / "mine.toml").write_text(text)
        small = scenario.read("mine.toml", tmp_path).build()
        world = sim.start(small, SECRETS[0])
        sim.advance(world, [], sim.at("09:31:00"))
        assert len(sim.view_for(world, sim.ALL_SEATS).fleet) == size
        assert world.state.executions[list(world.draws.stale)].sum() > 0
