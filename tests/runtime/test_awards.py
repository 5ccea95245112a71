"""Points by hand: beside the score, never in it."""

from __future__ import annotations

from typing import Any

import pytest

from game import runtime
from game.models import Audit, Award, Exercise, Participant, Result, Team, User
from game.runtime import awards, boards, exports, forgetting, wholes
from game.runtime.snapshots import snapshot
from tests.runtime.test_boards import body

pytestmark = pytest.mark.django_db


@pytest.fixture
def over(exercise: Exercise, blue: Team, green: Team, facilitator: User) -> Exercise:
    """Unranked, ended; Blue has 300 points and Green 310."""
    for team in (blue, green):
        Participant.objects.create(exercise=exercise, team=team, name=f"One of {team.name}")
    Exercise.objects.filter(pk=exercise.pk).update(ranked=False)
    exercise.refresh_from_db()
    runtime.start(exercise, facilitator)
    runtime.end(exercise, facilitator)
    for team, total in ((blue, 300), (green, 310)):
        Result.objects.create(team=team, sim_version="x", body=body(total))
    exercise.refresh_from_db()
    return exercise


def places(exercise: Exercise, by: User) -> list[tuple[Any, ...]]:
    """The wall, wholly revealed."""
    boards.reveal(exercise, by, 2)
    shown = snapshot(boards.of(exercise))["places"]
    return [(one["rank"], one["name"], one["total"], one["award"]) for one in shown]


def test_an_award_moves_a_place_in_the_room_and_not_the_score(
    over: Exercise, blue: Team, facilitator: User
) -> None:
    assert places(over, facilitator) == [(2, "Blue", 300, 0), (1, "Green", 310, 0)]
    given = awards.give(blue, facilitator, 20, "Said aloud what nobody else had seen.")
    assert places(over, facilitator) == [(2, "Green", 310, 0), (1, "Blue", 300, 20)]
    assert runtime.result(blue) == body(300)
    awards.withdraw(given, facilitator)
    awards.withdraw(given, facilitator)
    assert places(over, facilitator) == [(2, "Blue", 300, 0), (1, "Green", 310, 0)]
    assert Audit.objects.filter(what="award.withdrawn").count() == 1


def test_a_correction_takes_points(over: Exercise, green: Team, facilitator: User) -> None:
    awards.give(green, facilitator, -11, "Read the other team's screen.")
    assert awards.sums(over) == {green.pk: -11}
    assert places(over, facilitator)[-1] == (1, "Blue", 300, 0)


@pytest.mark.parametrize(("points", "reason"), [(0, "Why not"), (201, "A lot"), (5, "  ")])
def test_points_have_bounds_and_a_reason(
    over: Exercise, blue: Team, facilitator: User, points: int, reason: str
) -> None:
    with pytest.raises(runtime.CannotDo):
        awards.give(blue, facilitator, points, reason)
    assert not Award.objects.exists()


def test_nothing_is_given_where_teams_are_ranked_or_before_the_end(
    exercise: Exercise, over: Exercise, blue: Team, facilitator: User
) -> None:
    Exercise.objects.filter(pk=over.pk).update(ranked=True)
    with pytest.raises(runtime.CannotDo, match="ranked"):
        awards.give(blue, facilitator, 5, "Calm throughout")
    Exercise.objects.filter(pk=over.pk).update(ranked=False, state=Exercise.State.RUNNING)
    with pytest.raises(runtime.CannotDo, match="after the end"):
        awards.give(blue, facilitator, 5, "Calm throughout")


def test_the_reason_goes_with_the_names_and_the_points_stay(
    over: Exercise, blue: Team, facilitator: User
) -> None:
    awards.give(blue, facilitator, 5, "Ann kept calm")
    assert [row["reason"] for row in exports.TABLES["awards"](over)] == ["Ann kept calm"]
    assert "Ann kept calm" not in str(list(Audit.objects.values_list("before", "after")))
    forgetting.forget_exercise(over, facilitator)
    assert [(one.points, one.reason) for one in awards.of_exercise(over)] == [(5, "")]


def test_a_whole_exercise_brings_the_points_along_without_words(
    over: Exercise, blue: Team, facilitator: User
) -> None:
    awards.give(blue, facilitator, 5, "Ann kept calm")
    awards.withdraw(awards.give(blue, facilitator, 7, "A slip"), facilitator)
    assert wholes.whole_cast.given(over) == [{"team": blue.index, "points": 5}]
    teams = {team.index: team for team in over.team_set.all()}
    parts = [wholes.whole_cast.AwardPart(**one) for one in wholes.whole_cast.given(over)]
    wholes.whole_cast.bring_awards(parts, teams)
    assert [(one.points, one.reason) for one in awards.standing(blue)][-1] == (5, "")
