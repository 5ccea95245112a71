"""What people see of a planned start: the door, the waiting room, the control room."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from game import clock as wall
from game import runtime
from game.models import Exercise, Participant, User
from game.runtime import schedule
from tests.views.conftest import helper, seated, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _time_comes_back() -> Iterator[None]:
    before = wall._offset_ms
    yield
    wall._offset_ms = before


@pytest.fixture
def early(exercise: Exercise) -> Exercise:
    """Planned for in an hour; the door opens a quarter of an hour before."""
    schedule.plan(exercise, (wall.now() + timedelta(hours=1), 15, False), exercise.owner)
    return exercise


def body(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status
    return str(answer.content.decode())


def test_who_comes_early_is_told_when(early: Exercise) -> None:
    answer = Client().get(f"/j/{early.code}")
    page = body(answer)
    assert "is not open yet" in page
    assert "data-reload" in page
    assert 1 <= int(answer["Refresh"]) <= 30
    assert Client().post("/", {"code": early.code}).url == f"/j/{early.code}"


def test_at_its_time_the_same_link_lets_in(early: Exercise) -> None:
    wall.shift(46 * 60_000)
    assert "Take a seat" in body(Client().get(f"/j/{early.code}"))


def test_a_press_before_the_time_takes_no_seat(early: Exercise) -> None:
    team = early.team_set.first()
    sent = {"name": "Ann", "team": team.pk if team else 0}
    assert "is not open yet" in body(Client().post(f"/j/{early.code}", sent))
    assert not Participant.objects.exists()


def test_a_locked_door_says_no_time(early: Exercise) -> None:
    schedule.set_locked(early, True, early.owner)
    assert "is not open yet" not in body(Client().get(f"/j/{early.code}"), 422)


def test_the_waiting_room_counts_down_without_a_script_in_the_page(
    exercise: Exercise, ann: Participant
) -> None:
    assert 'id="planned"' not in body(seated(ann).get("/lobby"))
    start = wall.now() + timedelta(minutes=20)
    schedule.plan(exercise, (start, None, False), exercise.owner)
    page = body(seated(ann).get("/lobby"))
    assert f'data-left="{start.isoformat()[:16]}' in page
    assert "js/planned.js" in page
    assert not re.search(r"<script(?![^>]*src=)[^>]*>", page)
    assert "The facilitator starts it" in page
    schedule.set_starts_itself(exercise, True, exercise.owner)
    assert "It starts by itself then" in body(seated(ann).get("/lobby"))


def test_the_facilitator_plans_by_the_clock_on_the_wall(exercise: Exercise) -> None:
    browser = signed_in(exercise.owner)
    sent = {"when": "2036-07-01T10:00", "zone": "America/New_York", "opens_before_min": "15"}
    assert browser.post(f"/ctl/{exercise.pk}/schedule", sent).status_code == 302
    exercise.refresh_from_db()
    assert exercise.scheduled == datetime(2036, 7, 1, 14, tzinfo=UTC)
    assert (exercise.opens_before_min, exercise.starts_itself) == (15, False)
    assert browser.post(f"/ctl/{exercise.pk}/schedule", {"cancel": "1"}).status_code == 302
    exercise.refresh_from_db()
    assert exercise.scheduled is None


def test_without_a_zone_a_time_is_utc(exercise: Exercise) -> None:
    signed_in(exercise.owner).post(f"/ctl/{exercise.pk}/schedule", {"when": "2036-07-01T10:00"})
    exercise.refresh_from_db()
    assert exercise.scheduled == datetime(2036, 7, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"when": "2001-07-01T10:00"}, "That time has passed."),
        ({"when": "soon"}, "Enter a valid date/time."),
        ({"when": "2036-07-01T10:00", "zone": "Mars/Olympus"}, "no time zone Mars/Olympus"),
        ({"when": "2036-07-01T10:00", "zone": "../../etc/passwd"}, "There is no time zone"),
        ({"starts_itself": "on"}, "Say first when it is to start."),
        ({"when": "2036-07-01T10:00", "opens_before_min": "-1"}, "greater than or equal to 0"),
    ],
)
def test_what_cannot_be_planned_is_said_in_the_form(
    sent: dict[str, str], why: str, exercise: Exercise
) -> None:
    page = body(signed_in(exercise.owner).post(f"/ctl/{exercise.pk}/schedule", sent), 422)
    assert why in page
    exercise.refresh_from_db()
    assert exercise.scheduled is None


def test_a_banner_says_that_it_starts_by_itself_and_a_press_stops_that(
    exercise: Exercise, ann: Participant
) -> None:
    start = wall.now() + timedelta(minutes=20)
    schedule.plan(exercise, (start, None, True), exercise.owner)
    cohost = signed_in(helper(exercise, "cara", "cohost"))
    for browser in (signed_in(exercise.owner), cohost):
        assert "It starts by itself at that time" in body(browser.get(f"/ctl/{exercise.pk}"))
    watching = signed_in(helper(exercise, "olga", "observer"))
    assert 'id="f-byhand"' not in body(watching.get(f"/ctl/{exercise.pk}"))
    assert "starts by itself" in body(signed_in(exercise.owner).get("/ctl"))
    assert cohost.post(f"/ctl/{exercise.pk}/byhand").status_code == 200
    exercise.refresh_from_db()
    assert (exercise.scheduled, exercise.starts_itself) == (start, False)
    page = body(signed_in(exercise.owner).get(f"/ctl/{exercise.pk}"))
    assert "It starts when you press Start, not by itself" in page


def test_the_form_for_a_new_exercise_plans_it(facilitator: User) -> None:
    sent = {
        "name": "Friday", "teams": "Otter", "scenario": "knight", "pace": "default",
        "level": "officer", "seating": "roles", "scheduled": "2036-01-01T09:30",
        "zone": "Europe/Zurich", "opens_before_min": "10", "starts_itself": "on",
    }  # fmt: skip
    browser = signed_in(facilitator)
    assert browser.post("/ctl", sent | {"scheduled": "2001-01-01T09:30"}).status_code == 422
    assert browser.post("/ctl", sent | {"scheduled": ""}).status_code == 422
    assert browser.post("/ctl", sent).status_code == 302
    made = Exercise.objects.get()
    assert made.scheduled == datetime(2036, 1, 1, 8, 30, tzinfo=UTC)
    assert (made.opens_before_min, made.starts_itself) == (10, True)


def test_a_running_exercise_shows_no_plan(exercise: Exercise, ann: Participant) -> None:
    schedule.plan(exercise, (wall.now() + timedelta(minutes=1), None, True), exercise.owner)
    runtime.start(exercise, exercise.owner)
    assert 'id="planned"' not in body(signed_in(exercise.owner).get(f"/ctl/{exercise.pk}"))
