"""What must never pay and what must never cost (T9). `make study` tries many more cases."""

from __future__ import annotations

import pytest

from game import sim
from game.management import study_monotone
from game.sim.scores import diagnosis

FEW, MANY = 1, 12


@pytest.mark.parametrize("rule", study_monotone.RULES)
def test_a_rule_holds_on_a_random_morning(rule: str) -> None:
    for case in study_monotone.cases(rule, FEW, first=501):
        assert study_monotone.violation(case) == ""


def test_a_router_whose_stand_by_comes_later_is_not_called_innocent() -> None:
    for seed in range(1, 9):
        world = sim.start(sim.load("knight", variant="v9"), seed)
        guilty, innocent = study_monotone.sides(world)
        late = world.shown[world.draws.late]
        assert late not in guilty + innocent
        assert sorted([*guilty, *innocent, late]) == sorted(world.shown)


@pytest.mark.slow
@pytest.mark.parametrize("rule", study_monotone.RULES)
def test_a_rule_holds_on_many_random_mornings(rule: str) -> None:
    broken = [study_monotone.violation(case) for case in study_monotone.cases(rule, MANY, 601)]
    assert [words for words in broken if words] == []


def test_an_honest_belief_about_routers_is_expected_to_earn_most() -> None:
    assert study_monotone.dishonest() == []
    for belief in study_monotone.GRID:
        others = [said for said in study_monotone.GRID if abs(said - belief) > 0.05]
        honest = study_monotone.expected(belief, belief)
        assert all(study_monotone.expected(belief, said) < honest for said in others)


def test_naming_the_likelier_mechanism_is_expected_to_earn_more() -> None:
    likely, unlikely = "stale_build", "upstream"
    for chance in (0.55, 0.7, 0.95):
        earned = {
            said: chance * diagnosis.mechanisms(said, likely)
            + (1.0 - chance) * diagnosis.mechanisms(said, unlikely)
            for said in (likely, unlikely)
        }
        assert earned[likely] > earned[unlikely]
