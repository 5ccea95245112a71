"""The score: its formulas, that its losses add up, and that honest beliefs pay best."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game import sim
from game.sim import scores
from game.sim.scores import detection, diagnosis
from tests.sim import desk

percent = st.integers(0, 100)


def expected(said: float, true: float) -> float:
    """What saying `said` earns on average when `true` is the chance."""
    guilty, fine = (diagnosis.hosts([said], [truth]) for truth in (1, 0))
    return true * guilty + (1 - true) * fine


@given(percent, percent)
def test_saying_what_one_believes_pays_best(said: int, true: int) -> None:
    honest, other = expected(true / 100, true / 100), expected(said / 100, true / 100)
    assert honest >= other
    assert honest > other or said == true


@pytest.mark.parametrize("truths", [(0,) * 8, (1,) + (0,) * 7, (1, 1, 1) + (0,) * 5, (1,) * 8])
def test_the_prior_earns_nothing_and_the_truth_everything(truths: tuple[int, ...]) -> None:
    assert diagnosis.hosts([diagnosis.PRIOR] * 8, truths) == pytest.approx(0.0)
    assert diagnosis.hosts([float(truth) for truth in truths], truths) == pytest.approx(1.0)


def test_the_prior_is_the_base_rate_of_the_series() -> None:
    everyday = sim.load("knight")
    rate = 0.0
    for name, variant in everyday.variants.items():
        world = sim.start(sim.load("knight", variant=name), 1)
        guilty = sum(world.mis_executes(host) for host in range(8))
        if name == "v3":
            guilty = 2.5
        rate += variant.weight * guilty / 8
    assert abs(rate - diagnosis.PRIOR) < 0.02


def test_a_mechanism_is_worth_naming_when_one_thinks_it_likely() -> None:
    right = diagnosis.mechanisms("upstream", "upstream")
    wrong = diagnosis.mechanisms("none", "upstream")
    assert right == pytest.approx(1.0)
    assert diagnosis.mechanisms("", "upstream") == 0.0
    assert right / 7 + 6 * wrong / 7 < 0 < 0.8 * right + 0.2 * wrong


def test_every_minute_of_silence_costs() -> None:
    values = [detection.worth(minute) for minute in range(-100, 60)]
    assert values[0] == detection.worth(-89) == 1.0
    assert all(early >= late for early, late in itertools.pairwise(values))
    assert detection.worth(0) == 0.6


@given(st.lists(st.floats(0.0, 1.0), max_size=12), st.integers(1, 300))
def test_losses_add_up_whatever_the_factors(factors: list[float], most: int) -> None:
    fall = scores.Waterfall(most)
    for factor in factors:
        fall.times(factor, sim.text("why"))
    assert sum(row.points for row in fall.falls) == most - fall.points
    assert all(row.points > 0 for row in fall.falls)


def test_the_waterfall_runs_from_a_thousand_to_the_total() -> None:
    scenario = sim.load(desk.EVERYDAY)
    world = sim.start(scenario, 3, taped=True)
    sim.play(world, "novice")
    found = sim.score(world, 1e8, 3e8)
    rows = found["waterfall"]
    assert rows[-1]["left"] == found["signed"] == 1000 - sum(row["points"] for row in rows)
    known = {seq for _, seq, *_ in world.state.log}
    assert {row["seq"] for row in rows} - {None} <= known
    assert any(row["seq"] for row in rows)
    for part in found["parts"]:
        lost = sum(row["points"] for row in part["deductions"])
        assert lost == part["max"] - part["points"]


def test_the_score_is_a_function_of_the_log() -> None:
    scenario = sim.load(desk.EVERYDAY)
    world = sim.start(scenario, 5, taped=True)
    log = sim.play(world, "competent")
    again = sim.replay(scenario, 5, 0, log)
    assert sim.score(world, 1e7, 3e8) == sim.score(again, 1e7, 3e8)


def test_ties_go_to_the_earlier_verified_containment() -> None:
    worlds = [sim.start(sim.load(desk.EVERYDAY), 1) for _ in range(2)]
    for world, step in zip(worlds, (6_000, 6_100), strict=True):
        world.state.keys["calm:7"] = step
    keys = [scores.rank_key(700, scores.Played(world, 0.0, 1.0), 100) for world in worlds]
    assert keys[0] < keys[1]
    assert scores.rank_key(701, scores.Played(worlds[1], 0.0, 1.0), 0) < keys[0]


def test_hints_cost_twenty_points_each() -> None:
    world = sim.start(sim.load(desk.EVERYDAY), 1)
    world.state.hints.append([600, "notice.2", 2, 1, 3])
    with_hints = sim.score(world, 1e8, 3e8)["signed"]
    world.state.hints.pop()
    assert sim.score(world, 1e8, 3e8)["signed"] - with_hints == 40


def test_a_quiet_day_is_judged_in_words_of_its_own() -> None:
    world = sim.start(sim.load("knight", variant="v4"), 3)
    world.advance([], sim.at("09:40:00"))
    first, *others = world.draws.decoys
    world.state.closed[first] = [world.step, 1, True]
    parts = {part.key: part for part in scores.score(scores.Played(world, 0.0, 0.0))}
    told = {key: [str(line) for line in part.lines] for key, part in parts.items()}
    closed = f"You closed 1 of {1 + len(others)} harmless signs."
    assert told["D"] == ["Nothing was wrong, and you raised no false alarm.", closed]
    assert told["C"] == ["Nothing had to be contained, and you intervened nowhere.", closed]
    world.state.incident |= {"declared": 1, "severity": "firm", "withdrawn": 1}
    world.state.closed |= {sign: [world.step, 1, True] for sign in others}
    told = [
        str(line) for part in scores.score(scores.Played(world, 0.0, 0.0)) for line in part.lines
    ]
    assert "Nothing was wrong, and you raised 2 false alarms." in told
    assert told.count("You looked into every harmless sign and closed it.") == 2
