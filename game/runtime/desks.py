"""What never changes about a team's world, read once in this process."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from game import sim
from game.models import Team
from game.runtime import plans
from game.runtime.mornings import scenario_of

MOST = 4_000
_desks: dict[int, Desk] = {}


@dataclass(frozen=True)
class Desk:
    """What never changes about a team's world."""

    team_id: int
    exercise_id: int
    scenario: sim.Scenario
    seed: int | str
    index: int

    @functools.cached_property
    def morning(self) -> str:
        """Names this world among all that Redis may hold, and gives nothing of the seed away."""
        played = self.scenario
        made_of = (
            f"{sim.VERSION}/{played.name}/{played.hash}/{played.variant}/{played.level}"
            f"/{played.era}/{'+'.join(played.cards)}/{self.seed}/{self.index}"
        )
        return f"{self.team_id}:{salted_hmac('game.morning', made_of).hexdigest()[:16]}"

    def begin(self) -> sim.World:
        return sim.start(self.scenario, self.seed, self.index)

    def revive(self, blob: bytes) -> sim.World:
        return sim.restore(self.scenario, self.seed, self.index, blob)


def desk(team_id: int) -> Desk:
    """The constants of a team's world; before its morning the cards of a week may still come."""
    known = _desks.get(team_id)
    if known is None:
        team = Team.objects.select_related("exercise").get(pk=team_id)
        known = _desk(team)
        if plans.is_settled(team.exercise):
            _desks[team_id] = known
    return known


def _desk(team: Team) -> Desk:
    if len(_desks) > MOST:
        _desks.clear()
    exercise = team.exercise
    scenario = scenario_of(exercise)
    if scenario.week:
        scenario = scenario.with_cards(plans.bought_by(team.pk))
    return Desk(team.pk, exercise.pk, scenario, exercise.seed, team.index)


def forget() -> None:
    """Drop all of it."""
    _desks.clear()
