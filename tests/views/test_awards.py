"""Points by hand on the page of all results, and on the team's own."""

from __future__ import annotations

import functools
from typing import Any, cast

import pytest
from django.test import Client
from django.urls import reverse

from game import runtime, sim
from game.models import Award, Exercise, Participant, Result, Team, User
from game.runtime.results import plain
from tests.views.conftest import seated, signed_in

pytestmark = pytest.mark.django_db


@functools.cache
def body() -> dict[str, Any]:
    """A morning of nobody, as it is kept."""
    found = plain(sim.result(sim.load("knight"), 7, 0, []))
    return cast("dict[str, Any]", found)


@pytest.fixture
def fay(facilitator: User) -> Client:
    return signed_in(facilitator)


@pytest.fixture
def over(running: Exercise, facilitator: User) -> Exercise:
    Exercise.objects.filter(pk=running.pk).update(ranked=False)
    running.refresh_from_db()
    runtime.end(running, facilitator)
    for team in running.team_set.all():
        Result.objects.create(team=team, sim_version=sim.VERSION, body=body())
    running.refresh_from_db()
    return running


def give(fay: Client, over: Exercise, team: Team, points: str, reason: str) -> str:
    sent = {"team": team.pk, "points": points, "reason": reason}
    return str(fay.post(reverse("room_award", args=(over.pk,)), sent, follow=True).content.decode())


def test_points_are_given_read_by_the_team_and_withdrawn(
    over: Exercise, fay: Client, ann: Participant, blue: Team
) -> None:
    page = give(fay, over, blue, "20", "<b>Said</b> aloud")
    assert "+20" in page
    assert "&lt;b&gt;Said&lt;/b&gt; aloud" in page
    told = seated(ann).get("/result").content.decode()
    assert "+20" in told
    assert "&lt;b&gt;Said&lt;/b&gt; aloud" in told
    award = Award.objects.get()
    fay.post(reverse("room_award_withdraw", args=(over.pk, award.pk)))
    assert "withdrawn" in fay.get(reverse("room_results", args=(over.pk,))).content.decode()
    assert "+20" not in seated(ann).get("/result").content.decode()


@pytest.mark.parametrize(
    ("points", "reason"), [("0", "Nothing"), ("999", "A lot"), ("", "x"), ("5", " ")]
)
def test_what_is_refused_stays_typed(
    over: Exercise, fay: Client, blue: Team, points: str, reason: str
) -> None:
    page = give(fay, over, blue, points, reason)
    assert 'class="wrong"' in page or 'class="msg bad"' in page
    assert f'value="{reason}"' in page
    assert not Award.objects.exists()


def test_a_ranked_room_has_no_form_for_it(over: Exercise, fay: Client, blue: Team) -> None:
    assert "/award" in fay.get(f"/ctl/{over.pk}/results").content.decode()
    Exercise.objects.filter(pk=over.pk).update(ranked=True)
    assert "/award" not in fay.get(f"/ctl/{over.pk}/results").content.decode()
    assert "ranked" in give(fay, over, blue, "5", "Calm throughout")


def test_another_rooms_points_are_not_withdrawn(
    over: Exercise, fay: Client, facilitator: User
) -> None:
    other = Exercise.objects.create(owner=facilitator, name="Other", scenario="knight-2012")
    team = Team.objects.create(exercise=other, index=0, name="Far")
    award = Award.objects.create(team=team, points=5, reason="Calm", by=facilitator)
    assert fay.post(f"/ctl/{over.pk}/award/{award.pk}/withdraw").status_code == 404
