"""Which step is it? Arithmetic over anchors."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from game.runtime.timing import fold
from game.sim.clock import CUT, OPEN, STEPS
from game.sim.scenario import load

PACES = load("knight-2012").paces
PACE = PACES["sprint"]  # 60, 20 from 09:25, 20, 300
EVE = 5100


@dataclass
class Change:
    kind: str
    wall_ms: int
    step: int = 0
    speed: float | None = None
    reason: str = ""


def at(seconds: float, *changes: Change) -> int:
    return fold(PACE, changes).at(int(seconds * 1000)).whole()


START = Change("start", 0)


def test_it_stands_before_the_start() -> None:
    assert at(1000) == 0


def test_the_pace_changes_speed_where_it_says_with_nobody_awake() -> None:
    assert at(85, START) == EVE
    assert at(86, START) == EVE + 20
    assert at(100, START) == OPEN


def test_the_whole_sprint_takes_under_six_minutes() -> None:
    assert fold(PACE, [START]).at(360_000).whole() == STEPS


def test_the_warm_up_is_over_within_a_quarter_of_an_hour_at_the_default_pace() -> None:
    warm, usual = load("knight", "v12").paces, load("knight", "v1").paces
    assert fold(warm["default"], [START]).at(15 * 60_000).whole() == STEPS
    assert {name: pace for name, pace in warm.items() if name != "default"} == {
        name: pace for name, pace in usual.items() if name != "default"
    }
    assert usual == load("knight").paces


def test_a_pause_loses_no_fraction_and_a_resume_brings_no_burst() -> None:
    pauses = [
        change
        for n in range(1, 50)
        for change in (Change("pause", 100 * n + 10 * (n - 1)), Change("resume", 110 * n))
    ]
    assert at(5.39, START, *pauses) == 294  # 49 pauses of 10 ms: 4.9 s at 60


@pytest.mark.parametrize("typed", ["end", "outage", "lobby", "probe"])
def test_a_pause_for_a_word_of_ours_is_a_pause(typed: str) -> None:
    clock = fold(PACE, [START, Change("pause", 1000, reason=typed), Change("resume", 2000)])
    assert not clock.paused
    assert clock.at(3000).whole() == 120


def test_a_hand_set_speed_holds_to_the_next_phase() -> None:
    slow = Change("speed", 0, speed=10)
    assert at(540, START, slow) == OPEN
    assert at(541, START, slow) == OPEN + 20


def test_an_outage_is_a_pause_at_the_last_heartbeat() -> None:
    assert at(60, START, Change("outage", 2_000)) == 120
    assert at(70, START, Change("outage", 2_000), Change("resume", 60_000)) == 120 + 600


def test_a_change_that_says_an_earlier_time_turns_nothing_back() -> None:
    assert at(10, START, Change("speed", 5_000, speed=10), Change("pause", 1_000)) == 300


def test_a_verified_calm_starts_the_aftermath_early() -> None:
    early = OPEN + 1000
    clock = fold(PACE, [START, Change("aftermath", 150_000, step=early)])
    assert clock.phase() == "aftermath"
    assert clock.at(151_000).whole() == early + 300


def test_nothing_moves_an_ended_clock() -> None:
    assert at(100, START, Change("end", 1_000), Change("resume", 2_000)) == 60


def frozen_at(seconds: float, *changes: Change) -> tuple[int, bool]:
    """The step and whether it stands, with a freeze ten steps after 09:25."""
    clock = fold(PACE, [START, *changes], (EVE + 10,)).at(int(seconds * 1000))
    return clock.whole(), clock.stands


def test_a_freeze_is_a_minute_of_wall_time_at_any_pace() -> None:
    assert frozen_at(85.4) == (EVE + 8, False)
    assert frozen_at(86) == (EVE + 10, True)
    assert frozen_at(145) == (EVE + 10, True)
    assert frozen_at(146.5) == (EVE + 30, False)
    slow = Change("speed", 85_000, speed=1)
    assert [frozen_at(at, slow) for at in (94, 154, 156)] == [
        (EVE + 9, False), (EVE + 10, True), (EVE + 11, False),
    ]  # fmt: skip


def test_a_freeze_ends_sooner_by_hand_or_when_all_have_answered() -> None:
    for kind in ("thaw", "resume"):
        assert frozen_at(101, Change(kind, 100_000)) == (EVE + 30, False)


def test_a_pause_in_a_freeze_takes_nothing_from_its_minute() -> None:
    pause, resume = Change("pause", 100_000), Change("resume", 1_000_000)
    assert frozen_at(1_044, pause, resume) == (EVE + 10, True)
    assert frozen_at(1_046.5, pause, resume) == (EVE + 30, False)


def test_a_jump_leads_no_further_than_the_next_freeze() -> None:
    clock = fold(PACE, [START], (EVE + 10,)).at(1_000)
    assert clock.jumped(EVE) == EVE + 10
    assert frozen_at(2, Change("skip", 1_000, step=EVE + 10)) == (EVE + 10, True)
    assert frozen_at(2, Change("skip", 1_000, step=EVE + 11)) == (EVE + 31, False)


def test_an_afternoon_has_no_freezes() -> None:
    calm = Change("aftermath", 1_000, step=60)
    assert not fold(PACE, [START, calm], (EVE,)).at(30_000).stands


def test_the_end_of_the_morning_is_the_end() -> None:
    assert at(10_000, START) == STEPS


@pytest.mark.parametrize("early", [OPEN + 600, CUT])
def test_turns_slow_down_for_the_choices(early: int) -> None:
    clock = fold(
        PACES["turns"], [START, Change("skip", 0, step=early), Change("aftermath", 0, step=early)]
    )
    assert clock.at(40_000).whole() == early + 20
    assert clock.at(41_000).whole() == early + 620
