"""The score so far is the result's own score, and costs nobody anything who does not look."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from game import runtime
from game.models import Exercise, Participant, Team, User
from game.runtime import standings
from tests.runtime.conftest import Hand

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rested(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(standings, "PAUSE_S", 0.0)
    monkeypatch.setattr(standings, "REST", 0.0)
    monkeypatch.setattr(standings, "_rest_until", 0.0)


def order(team: Team, who: Participant, action: str) -> None:
    given = runtime.submit(team, who, action, {}, f"key-of-{action}-{team.pk}")
    assert given.status == "accepted"


def test_it_is_what_the_result_says_when_it_ends_now(
    exercise: Exercise, blue: Team, ann: Participant, facilitator: User, hand: Hand
) -> None:
    runtime.start(exercise, facilitator)
    hand.wait(1)
    order(blue, ann, "stop_intake")
    found = standings.judge(blue)
    runtime.end(exercise, facilitator)
    score = runtime.compute(blue).body["score"]
    assert found.total == score["total"]
    assert {key: points for key, (points, _) in found.parts.items()} == {
        part["key"]: part["points"] for part in score["parts"]
    }


def test_teams_are_judged_one_after_another_while_somebody_looks(
    exercise: Exercise, blue: Team, green: Team, ann: Participant, facilitator: User, hand: Hand,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(standings, "_played", lambda at, entries: entries)
    body = {"total": 7, "signed": 7, "parts": [{"key": "F", "points": 7, "max": 300}]}
    monkeypatch.setattr(standings, "standing", lambda world: body)
    runtime.start(exercise, facilitator)
    hand.wait(1)
    assert standings.work() == 0
    standings.want(exercise)
    assert [standings.work() for _ in range(3)] == [1, 1, 0]
    assert {pk: one.total for pk, one in standings.known(exercise).items()} == {
        blue.pk: 7, green.pk: 7,
    }  # fmt: skip
    order(blue, ann, "stop_intake")
    assert [standings.known(exercise)[team.pk].current for team in (blue, green)] == [False, True]
    assert standings.work() == 0
    hand.wait(31)
    runtime.advance(blue.pk)
    assert [standings.work(), standings.work()] == [1, 0]
    assert standings.known(exercise)[blue.pk].current
