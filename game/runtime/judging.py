"""What a plan is worth, over the same drawn mornings for everyone: computed bit by bit, kept.

Any process may compute any part at any time, twice: a morning has one result.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from game import clock as wall
from game import sim
from game.models import JudgedMorning, Team, Week
from game.runtime import plans, weeks
from game.runtime.mornings import scenario_of
from game.sim import week as rules
from game.sim.week import Estimate, Judged


@dataclass(frozen=True)
class Forecast:
    """What the simulation makes of a plan so far, beside a week in which nothing was done."""

    plan: Estimate | None
    nothing: Estimate | None
    of: int = rules.MORNINGS

    @property
    def n(self) -> int:
        return self.plan.n if self.plan else 0

    @property
    def done(self) -> bool:
        return bool(self.plan and self.nothing and min(self.plan.n, self.nothing.n) >= self.of)


def forecast(team: Team) -> Forecast:
    """What is known by now of the team's plan."""
    scenario = scenario_of(team.exercise)
    mine = scenario.with_cards(plans.bought_by(team.pk))
    return Forecast(_known(mine), _known(scenario))


def unjudged() -> list[int]:
    """Weeks of which some plan still lacks mornings."""
    return list(Week.objects.filter(judged=False).values_list("pk", flat=True))


def work(week_id: int, budget_s: float) -> int:
    """Judge plans of a week whose days are over, for about that long; how many mornings."""
    week = Week.objects.select_related("exercise").filter(pk=week_id, judged=False).first()
    if week is None:
        return 0
    until, count = wall.monotonic() + budget_s, 0
    for scenario, seed in _missing(week):
        if wall.monotonic() > until:
            return count
        _keep(key_of(scenario), rules.judge(scenario, seed))
        count += 1
    if all(_is_over(team, week) for team in week.exercise.team_set.all()):
        Week.objects.filter(pk=week.pk).update(judged=True)
    return count


def key_of(scenario: sim.Scenario) -> str:
    """Names a plan's mornings: another simulation, scenario or judge gives other figures."""
    made_of = [sim.VERSION, scenario.hash, scenario.level, scenario.era, rules.JUDGE]
    return hashlib.sha256("/".join([*made_of, *scenario.cards]).encode()).hexdigest()


def _missing(week: Week) -> Iterator[tuple[sim.Scenario, int]]:
    """What is not known yet: seed by seed, so that all plans grow alike; nobody's plan first."""
    plain = scenario_of(week.exercise)
    over = [team for team in week.exercise.team_set.all() if _is_over(team, week)]
    wanted = {plain.with_cards(plans.bought_by(team.pk)) for team in over}
    todo = sorted({plain, *wanted} if over else (), key=lambda one: one.cards)
    known = {one: _seeds(one) for one in todo}
    for seed in range(1, rules.MORNINGS + 1):
        yield from ((one, seed) for one in todo if seed not in known[one])


def _is_over(team: Team, week: Week) -> bool:
    if plans.is_settled(week.exercise):
        return True
    return weeks.standing(team, week).over


def _seeds(scenario: sim.Scenario) -> set[int]:
    return set(JudgedMorning.objects.filter(plan=key_of(scenario)).values_list("seed", flat=True))


def _known(scenario: sim.Scenario) -> Estimate | None:
    rows = JudgedMorning.objects.filter(plan=key_of(scenario)).order_by("seed")
    judged = [Judged(row.seed, row.variant, row.loss_usd, row.clients_usd) for row in rows]
    return rules.estimate(judged) if judged else None


def _keep(plan: str, one: Judged) -> None:
    JudgedMorning.objects.bulk_create(
        [
            JudgedMorning(
                plan=plan,
                seed=one.seed,
                variant=one.variant,
                loss_usd=one.loss_usd,
                clients_usd=one.clients_usd,
            )
        ],
        ignore_conflicts=True,
    )
