"""`make demo`: six teams of bots of the three levels, and they play by themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from game import runtime, sim
from game.management.commands import demo
from game.models import Bot, Exercise, LogEntry
from game.runtime import bots, clocks
from tests.runtime.conftest import Hand

pytestmark = pytest.mark.django_db
ORDER = LogEntry.Kind.ORDER


@pytest.fixture(autouse=True)
def _no_bot_outlives_its_test() -> Iterator[None]:
    bots.forget()
    yield
    bots.forget()


def test_it_opens_an_exercise_with_six_teams_of_three_levels() -> None:
    exercise = demo.open_demo()
    teams = list(exercise.team_set.order_by("index"))
    levels = Counter(Bot.objects.get(team=team).level for team in teams)
    assert levels == {"novice": 2, "competent": 2, "expert": 2}
    assert len({team.name for team in teams}) == 6
    assert exercise.state == Exercise.State.LOBBY
    assert demo.open_demo().pk != exercise.pk, "a second demo is a second exercise"


def test_its_teams_play_by_themselves(hand: Hand) -> None:
    exercise = demo.open_demo()
    runtime.start(exercise, exercise.owner)
    teams = list(exercise.team_set.all())
    clocks.set_speed(exercise, exercise.owner, 100)
    silent = set(teams)
    while silent and clocks.clock_of(exercise.pk).step < sim.at("09:50"):
        hand.wait(0.5)
        bots.take_turns(list(runtime.advance_all([team.pk for team in teams])))
        heard = LogEntry.objects.filter(kind=ORDER).values_list("team_id", flat=True)
        silent = {team for team in silent if team.pk not in set(heard)}
    assert not silent
    for team in teams:
        mine = LogEntry.objects.filter(team=team)
        assert set(mine.filter(kind=ORDER).values_list("actor_kind", flat=True)) == {"bot"}, team
        assert mine.filter(kind="seats").count() == 1
        assert runtime.broken_at(team) is None
