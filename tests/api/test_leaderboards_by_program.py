"""Leaderboards by program: as the public sees them, and as an organisation does."""

from __future__ import annotations

from typing import Any

import pytest

from game.models import Entry, Exercise, Organisation, Season, Team, User
from tests.api.conftest import Program, of_seat, of_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(facilitator: User) -> Organisation:
    made = Organisation.objects.create(name="School")
    facilitator.organisation = made
    facilitator.save()
    return made


@pytest.fixture
def entries(exercise: Exercise, blue: Team, green: Team, school: Organisation) -> Season:
    """Blue of the school, by name; Green of nobody, who did not agree."""
    season = Season.objects.create(name="Spring", begins="2026-01-01")
    what: dict[str, Any] = {"scenario": "knight", "variant": "stale_build", "level": "officer"}
    who = ((blue, school, 700, True, season), (green, None, 500, False, None))
    for team, organisation, total, agreed, when in who:
        Entry.objects.create(
            team=team, organisation=organisation, total=total, size=3, consented=agreed,
            season=when, rank_key=[-total], **what,
        )  # fmt: skip
    return season


def names(answer: Any) -> list[str]:
    return [line["name"] for table in answer.json()["tables"] for line in table["lines"]]


def test_a_name_stands_where_all_have_agreed(desk: Program, entries: Season) -> None:
    answer = desk.get("/leaderboards")
    table = answer.json()["tables"][0]
    assert names(answer) == ["Blue", ""]
    assert [line["total"] for line in table["lines"]] == [700, 500]
    assert table["title"]["words"]
    assert set(table["panel"]) == {"knight_2012", "novice", "competent", "expert"}


def test_one_season_or_ones_own_organisation(desk: Program, entries: Season) -> None:
    assert names(desk.get("/leaderboards", season=entries.pk)) == ["Blue"]
    assert names(desk.get("/leaderboards", mine=True)) == ["Blue"]
    assert desk.get("/leaderboards", season=0).status_code == 404


def test_who_administers_the_site_looks_at_any_organisation(desk: Program, entries: Season) -> None:
    root = of_user(User.objects.create_superuser("root"))
    here, there = Organisation.objects.earliest("pk"), Organisation.objects.create(name="Quay")
    assert names(root.get("/leaderboards", organisation=here.pk)) == ["Blue"]
    assert names(root.get("/leaderboards", organisation=there.pk)) == []
    assert names(desk.get("/leaderboards", organisation=here.pk)) == ["Blue"]
    assert desk.get("/leaderboards", organisation=there.pk).status_code == 404


def test_whoever_has_no_organisation_is_told(entries: Season) -> None:
    eve = of_user(User.objects.create_user("eve"))
    assert eve.get("/leaderboards", mine=True).status_code == 409


def test_public_boards_need_no_token(entries: Season, settings: Any, ann: Any) -> None:
    seat = of_seat(ann)
    assert Program().get("/leaderboards").status_code == 401
    assert seat.get("/leaderboards").status_code == 403
    settings.BOARDS_PUBLIC = True
    assert names(Program().get("/leaderboards")) == ["Blue", ""]
    assert names(seat.get("/leaderboards")) == ["Blue", ""]
    assert Program().get("/leaderboards", mine=True).status_code == 409
    assert Program("es_wrong").get("/leaderboards").status_code == 401
