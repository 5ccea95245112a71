"""Judging plans bit by bit: every plan gets all its mornings once, whoever computes them."""

from __future__ import annotations

import pytest

from game import runtime, tasks
from game.models import Exercise, JudgedMorning, Participant, Team, User, Week
from game.runtime import judging, weeks
from game.sim import week as rules
from game.sim.scenario import Scenario
from project import embedded
from tests.conftest import form_of
from tests.runtime.conftest import Hand

MORNINGS = 4


@pytest.fixture(autouse=True)
def played(monkeypatch: pytest.MonkeyPatch) -> list[tuple[tuple[str, ...], int]]:
    """A morning is played at once; the list says which ones were."""
    mornings: list[tuple[tuple[str, ...], int]] = []

    def judge(scenario: Scenario, seed: int) -> rules.Judged:
        mornings.append((scenario.cards, seed))
        return rules.Judged(seed, "v1", 100 * seed, len(scenario.cards))

    monkeypatch.setattr(rules, "judge", judge)
    monkeypatch.setattr(rules, "MORNINGS", MORNINGS)
    return mornings


@pytest.fixture
def exercise(facilitator: User) -> Exercise:
    return runtime.create_exercise(facilitator, {**form_of("open"), "scenario": "knight-week"})


@pytest.fixture
def week(exercise: Exercise, ann: Participant, facilitator: User, hand: Hand) -> Week:
    """Team Blue has bought a breaker, team Green nothing; the days are over."""
    begun = weeks.begin(exercise, facilitator)
    weeks.choose(ann, rules.Move(rules.BUY, 0, "breaker"), "press-one")
    hand.wait(len(rules.DAYS) * rules.DAY_S)
    return begun


def test_no_plan_is_judged_before_its_week_is_over(
    exercise: Exercise, facilitator: User, hand: Hand
) -> None:
    begun = weeks.begin(exercise, facilitator)
    assert judging.work(begun.pk, 60.0) == 0
    assert judging.unjudged() == [begun.pk]


def test_plans_grow_alike_and_equal_ones_are_judged_once(
    week: Week, played: list[tuple[tuple[str, ...], int]]
) -> None:
    judging.work(week.pk, 60.0)
    assert played[:4] == [((), 1), (("breaker",), 1), ((), 2), (("breaker",), 2)]
    assert len(played) == 2 * MORNINGS
    assert judging.unjudged() == []


def test_it_goes_on_where_another_process_stopped(
    week: Week, blue: Team, played: list[tuple[tuple[str, ...], int]]
) -> None:
    judging.work(week.pk, 60.0)
    JudgedMorning.objects.filter(seed__gt=1).delete()
    Week.objects.update(judged=False)
    played.clear()
    assert judging.forecast(blue).n == 1
    judging.work(week.pk, 60.0)
    assert {seed for _cards, seed in played} == {2, 3, 4}


def test_two_who_judge_the_same_morning_keep_one_row(week: Week) -> None:
    judging.work(week.pk, 60.0)
    judging._keep(JudgedMorning.objects.first().plan, rules.Judged(1, "v1", 100, 0))
    assert JudgedMorning.objects.count() == 2 * MORNINGS


def test_the_forecast_stands_beside_a_week_of_nothing(week: Week, blue: Team) -> None:
    judging.work(week.pk, 60.0)
    found = judging.forecast(blue)
    assert found.plan is not None
    assert found.nothing is not None
    assert found.plan.mean_usd - found.nothing.mean_usd == 1.0


def test_the_chore_of_a_worker_judges_too(week: Week) -> None:
    tasks.judge(week.pk)
    assert judging.unjudged() == []


def test_a_week_that_ends_later_does_not_wait_for_the_first_one(
    week: Week, facilitator: User, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = runtime.create_exercise(facilitator, {**form_of("open"), "scenario": "knight-week"})
    later = weeks.begin(other, facilitator)
    hand.wait(len(rules.DAYS) * rules.DAY_S)
    asked: list[int] = []
    monkeypatch.setattr(judging, "work", lambda week, _budget: asked.append(week) or 1)
    embedded.judge()
    embedded.judge()
    assert sorted(asked) == sorted([week.pk, later.pk])


@pytest.mark.parametrize("turn", [0, 1])
def test_a_week_whose_days_go_on_gives_its_turn_away(
    week: Week,
    facilitator: User,
    played: list[tuple[tuple[str, ...], int]],
    monkeypatch: pytest.MonkeyPatch,
    turn: int,
) -> None:
    other = runtime.create_exercise(facilitator, {**form_of("open"), "scenario": "knight-week"})
    weeks.begin(other, facilitator)
    monkeypatch.setattr(embedded, "_turns", iter([turn]))
    embedded.judge()
    assert len(played) == 2 * MORNINGS
