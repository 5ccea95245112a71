"""Hints and questions from memory reach a program as they reach a page."""

from __future__ import annotations

import pytest

from game import runtime
from game.models import Exercise, LogEntry, Participant, Team
from tests.api.conftest import Program

pytestmark = pytest.mark.django_db


def test_a_hint_is_taken_like_a_persons(
    running: Exercise, seat: Program, ann: Participant, blue: Team
) -> None:
    ladder = seat.get("/seat/view").json()["hints"]
    assert ladder["on"]
    assert len(ladder["rungs"]) == 4
    by_page = runtime.submit(
        blue, Participant.objects.get(pk=ann.pk), "take_hint", {"rung": "1"}, ""
    )
    by_program = seat.order("take_hint", rung="1")
    assert (by_page.status == "accepted") == (by_program.status_code == 200)
    assert seat.order("take_hint", rung="5").status_code == 422
    rows = LogEntry.objects.filter(payload__action="take_hint").order_by("log_seq")
    assert list(rows.values_list("actor_kind", flat=True)) == ["person", "token"]
    assert len(set(rows.values_list("kind", flat=True))) == 1


def test_a_facilitators_hint_is_in_the_teams_view(
    running: Exercise, desk: Program, seat: Program, blue: Team
) -> None:
    where = f"/exercises/{running.pk}/hints"
    given = desk.post(where, {"team": blue.pk}, key="key-hint-001").json()["items"]
    again = desk.post(where, {"team": blue.pk}, key="key-hint-001").json()["items"]
    assert [row["team"] for row in given] == [blue.pk]
    assert given == again
    assert desk.post(where, {"team": blue.pk}, key=None).status_code == 422
    assert LogEntry.objects.filter(payload__action="give_hint", team=blue).count() == 1


def test_what_only_exercise_control_orders_does_not_exist_for_a_seat(
    running: Exercise, seat: Program
) -> None:
    for action in ("give_hint", "inject", "settings", "nonsense"):
        assert seat.order(action).status_code == 404


def test_the_view_says_what_is_asked(running: Exercise, seat: Program) -> None:
    assert seat.get("/seat/view").json()["probe"] is None
    assert seat.order("probe_answer", question="which", answer="3").status_code == 422
