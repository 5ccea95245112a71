"""Results are computed team by team; what fails for one is tried again and harms no other."""

from __future__ import annotations

from typing import Any

import pytest

from game import runtime, sim
from game.models import Exercise, Result, Team

pytestmark = pytest.mark.django_db


def test_a_team_whose_log_cannot_be_played_takes_no_other_result_away(
    exercise: Exercise, blue: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    teams = list(exercise.team_set.order_by("pk"))
    assert teams[0] == blue, "the first one fails, so that others come after it"
    whole = sim.result

    def broken(scenario: sim.Scenario, seed: Any, team: int, entries: Any) -> dict[str, Any]:
        if team == blue.index:
            raise ValueError("a row from nowhere")
        return whole(scenario, seed, team, entries)

    monkeypatch.setattr(sim, "result", broken)
    with pytest.raises(ExceptionGroup) as raised:
        runtime.finish(exercise)
    assert f"team {blue.pk} " in raised.value.exceptions[0].__notes__[0]
    assert set(Result.objects.values_list("team", flat=True)) == {team.pk for team in teams[1:]}
    monkeypatch.undo()
    runtime.finish(exercise)
    assert Result.objects.count() == len(teams)
