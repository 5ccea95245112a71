"""A request that is sent again under its key: the same answer, and nothing happens twice."""

from __future__ import annotations

from typing import Any

import pytest

from game.models import ApiToken, ClockChange, Exercise, Participant, Team
from tests.api.conftest import Program

pytestmark = pytest.mark.django_db
KEY = "key-of-a-test-1"


def test_who_joins_twice_has_one_place_and_one_token(exercise: Exercise, blue: Team) -> None:
    body = {"code": exercise.code, "name": "Ada", "team": blue.pk}
    first, again = (Program().post("/join", body, KEY) for _ in range(2))
    assert first.status_code == again.status_code == 201
    assert again.json() == first.json()
    assert Participant.objects.filter(name="Ada").count() == ApiToken.objects.count() == 1
    assert Program(again.json()["bearer"]).get("/seat").json()["person"]["name"] == "Ada"


def test_another_request_under_the_key_is_refused(exercise: Exercise, blue: Team) -> None:
    body = {"code": exercise.code, "name": "Ada", "team": blue.pk}
    Program().post("/join", body, KEY)
    other = Program().post("/join", body | {"name": "Bo"}, KEY)
    assert other.status_code == 409
    assert Participant.objects.count() == 1


def test_what_was_refused_may_be_tried_again(exercise: Exercise, blue: Team) -> None:
    body = {"code": exercise.code, "name": "Ada", "team": blue.pk}
    Exercise.objects.update(locked=True)
    assert Program().post("/join", body, KEY).status_code == 404
    Exercise.objects.update(locked=False)
    assert Program().post("/join", body, KEY).status_code == 201


def test_without_a_key_each_request_counts(exercise: Exercise, blue: Team) -> None:
    body = {"code": exercise.code, "name": "Ada", "team": blue.pk}
    tokens = {Program().post("/join", body, None).json()["bearer"] for _ in range(2)}
    assert len(tokens) == 2


def test_a_morning_alone_is_made_once() -> None:
    first, again = (Program().post("/solo", {"name": "Sol"}, KEY).json() for _ in range(2))
    assert first == again
    assert Exercise.objects.count() == 1


def test_a_facilitator_seats_somebody_once(desk: Program, exercise: Exercise, blue: Team) -> None:
    where, body = f"/exercises/{exercise.pk}/people", {"name": "Ada", "team": blue.pk}
    first, again = (desk.post(where, body, KEY) for _ in range(2))
    assert (first.status_code, first.json()) == (201, again.json())
    assert Participant.objects.count() == 1
    one = f"{where}/{first.json()['person']['id']}/token"
    made, same = (desk.post(one, {}, f"{KEY}-x").json()["bearer"] for _ in range(2))
    assert made == same != first.json()["bearer"]


def test_time_jumps_once(desk: Program, running: Exercise) -> None:
    where = f"/exercises/{running.pk}/jump"
    first, again = (desk.post(where, {"seconds": 60}, KEY) for _ in range(2))
    assert first.json() == again.json()
    assert ClockChange.objects.filter(exercise=running, kind="skip").count() == 1
    assert desk.post(where, {"seconds": 61}, KEY).status_code == 409


def test_what_is_kept_of_an_answer_opens_nothing(
    exercise: Exercise, blue: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[Any] = []
    monkeypatch.setattr("game.api.once.cache.set", lambda name, what, life: kept.append(what))
    body = {"code": exercise.code, "name": "Ada", "team": blue.pk}
    bearer = Program().post("/join", body, KEY).json()["bearer"]
    assert kept
    assert bearer not in str(kept)
