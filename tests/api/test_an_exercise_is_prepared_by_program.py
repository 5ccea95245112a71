"""Settings and teams before the start, as on the pages."""

from __future__ import annotations

import pytest

from game import runtime
from game.models import Exercise, Team
from tests.api.conftest import Program

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(desk: Program) -> str:
    """The address of a ranked exercise in its lobby."""
    body = {"name": "Thursday", "teams": ["Otter", "Heron"]}
    return f"/exercises/{desk.post('/exercises', body).json()['id']}"


def test_settings_change_until_it_has_begun(desk: Program, made: str) -> None:
    body = {"name": "Friday", "level": "master", "era": "today", "pace": "sprint", "hints": False}
    told = desk.send("PATCH", made, body | {"probes": True, "cohort": "spring"}).json()
    assert {name: told[name] for name in body} == body
    assert (told["probes"], told["cohort"], told["ranked"]) == (True, "spring", True)
    assert desk.send("PATCH", made, {"variant": "v3"}).json()["ranked"] is False
    desk.post(f"{made}/start")
    late = desk.send("PATCH", made, {"level": "cadet", "name": "X"})
    assert (late.status_code, "has begun" in late.json()["detail"]) == (409, True)
    assert desk.send("PATCH", made, {"name": "Late"}).json()["name"] == "Late"


@pytest.mark.parametrize(
    "wrong", [{"variant": "v99"}, {"level": "king"}, {"pace": "never"}, {"name": ""}, {"seed": 7}]
)
def test_what_does_not_fit_is_refused(desk: Program, made: str, wrong: dict[str, object]) -> None:
    assert desk.send("PATCH", made, {"hints": False} | wrong).status_code == 422
    assert desk.get(made).json()["hints"] is True


def test_teams_come_change_and_go(desk: Program, made: str) -> None:
    first = desk.post(f"{made}/teams", {"name": "Egret"}, key="key-of-egret")
    assert first.status_code == 201
    assert desk.post(f"{made}/teams", {"name": "Egret"}, key="key-of-egret").json() == first.json()
    one = f"{made}/teams/{first.json()['id']}"
    told = desk.send("PATCH", one, {"name": "Ibis", "locked": True}).json()
    assert (told["name"], told["locked"]) == ("Ibis", True)
    assert desk.send("DELETE", one).status_code == 204
    assert [team["name"] for team in desk.get(made).json()["teams"]] == ["Otter", "Heron"]


def test_a_locked_team_takes_no_newcomer(exercise: Exercise, blue: Team, desk: Program) -> None:
    desk.send("PATCH", f"/exercises/{exercise.pk}/teams/{blue.pk}", {"locked": True})
    body = {"code": exercise.code, "name": "Ada", "team": blue.pk}
    assert Program().post("/join", body).status_code == 409
    with pytest.raises(runtime.CannotJoin):
        runtime.join(exercise.code, "Bo", blue.pk)
