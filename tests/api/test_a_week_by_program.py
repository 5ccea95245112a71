"""The week of prevention by program: cards with their days, a plan, all teams' plans."""

from __future__ import annotations

import pytest

from game import runtime
from game.models import User
from game.runtime import weeks
from game.sim import cards
from tests.api.conftest import Program, of_seat
from tests.conftest import form_of

pytestmark = pytest.mark.django_db
CARD = "second_person_review"


@pytest.fixture
def alone() -> Program:
    given = Program().post("/solo", {"scenario": "knight-week"}).json()
    return Program(given["bearer"])


def test_a_card_is_bought_and_given_back(alone: Program) -> None:
    week = alone.get("/seat/week").json()
    assert {row["card"] for row in week["cards"]} == cards.catalogue().keys()
    card = next(row for row in week["cards"] if row["card"] == CARD)
    assert card["title"]["words"]
    day = card["days"][0]
    buy = {"kind": "buy", "card": CARD, "day": day}
    assert alone.post("/seat/week", buy).status_code == 200
    week = alone.get("/seat/week").json()
    assert week["bought"] == {CARD: day}
    assert next(row for row in week["cards"] if row["card"] == CARD)["days"] == []
    assert week["hours_left"][day] == 4 - card["hours"]
    assert [(row["kind"], row["card"]) for row in week["choices"]] == [("buy", CARD)]
    assert alone.post("/seat/week", buy).status_code == 422
    assert alone.post("/seat/week", {**buy, "kind": "give_back"}).status_code == 200


def test_agreed_on_all_days_the_week_is_over_and_gets_a_forecast(alone: Program) -> None:
    for day in range(5):
        assert alone.get("/seat/week").json()["forecast"] is None
        assert alone.post("/seat/week", {"kind": "agree", "day": day}).status_code == 200
    week = alone.get("/seat/week").json()
    assert week["over"]
    assert week["forecast"]["of"] > 0
    assert "variants" not in str(week)


def test_a_facilitator_reads_every_teams_plan(facilitator: User, desk: Program) -> None:
    form = form_of("open") | {"scenario": "knight-week", "seed": ""}
    exercise = runtime.create_exercise(facilitator, form)
    ann = runtime.join(exercise.code, "Ann", exercise.team_set.get(name="Blue").pk)
    assert desk.get(f"/exercises/{exercise.pk}/plans").status_code == 404
    weeks.begin(exercise, facilitator)
    day = of_seat(ann).get("/seat/week").json()["cards"][0]["days"][0]
    name = of_seat(ann).get("/seat/week").json()["cards"][0]["card"]
    of_seat(ann).post("/seat/week", {"kind": "buy", "card": name, "day": day})
    rows = desk.get(f"/exercises/{exercise.pk}/plans").json()["items"]
    assert [(row["name"], row["bought"]) for row in rows] == [("Blue", {name: day}), ("Green", {})]
