"""Before the start: settings by the rules of the making, teams that come, go and are renamed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from game import runtime
from game.models import Act, Audit, Exercise, Expected, OwnInject, Participant, Team, User, Week
from game.runtime import acts, roster, settings, teams
from tests.views.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawn(facilitator: User) -> Exercise:
    """A ranked exercise of the everyday scenario, in its lobby."""
    form: Any = {
        "name": "Thursday",
        "scenario": "knight",
        "seed": "",
        "pace": "default",
        "teams": ["Otter", "Heron"],
        "late_joining": True,
    }
    return runtime.create_exercise(facilitator, form)


@pytest.fixture
def room(facilitator: User) -> Client:
    return signed_in(facilitator)


def sent(**changed: Any) -> dict[str, Any]:
    """The form as the page would send it."""
    now = {"name": "Thursday", "cohort": "", "variant": "", "level": "officer", "era": "",
           "pace": "default", "ranked": "on", "hints": "on"}  # fmt: skip
    return {name: value for name, value in (now | changed).items() if value is not None}


def test_every_setting_changes_before_the_start(drawn: Exercise, room: Client) -> None:
    there, hash_ = f"/ctl/{drawn.pk}/settings", drawn.scenario_hash
    page = room.get(there).content.decode()
    assert all(f'name="{name}"' in page for name in settings.NAMES)
    wanted = {"name": "Friday", "level": "master", "era": "today", "pace": "sprint"}
    answer = room.post(there, sent(**wanted, cohort="spring", probes="on", hints=None))
    assert answer.status_code == 302
    drawn.refresh_from_db()
    assert {name: getattr(drawn, name) for name in wanted} == wanted
    assert (drawn.cohort, drawn.probes, drawn.hints, drawn.ranked) == ("spring", True, False, True)
    assert drawn.scenario_hash == runtime.scenario_of(drawn).hash
    assert drawn.scenario_hash != hash_ or runtime.scenario_of(drawn).hash == hash_


def test_it_can_be_taken_back_for_five_seconds(drawn: Exercise, room: Client) -> None:
    room.post(f"/ctl/{drawn.pk}/settings", sent(variant="v3", level="cadet"))
    drawn.refresh_from_db()
    assert (drawn.variant, drawn.level, drawn.ranked) == ("v3", "cadet", False)
    assert "unranked" in Act.objects.get().words
    assert Audit.objects.get(what="exercise.configured").before["variant"] == ""
    acts.undo(drawn, Act.objects.get().pk, drawn.owner)  # type: ignore[arg-type]
    drawn.refresh_from_db()
    assert (drawn.variant, drawn.level, drawn.ranked) == ("", "officer", True)


@pytest.mark.parametrize(
    "wrong", [{"variant": "v99"}, {"level": "king"}, {"pace": "never"}, {"name": " "}]
)
def test_what_does_not_fit_is_refused_and_nothing_changes(
    drawn: Exercise, room: Client, wrong: dict[str, str]
) -> None:
    answer = room.post(f"/ctl/{drawn.pk}/settings", sent(hints=None) | wrong)
    assert answer.status_code == 422
    drawn.refresh_from_db()
    assert (drawn.hints, drawn.name) == (True, "Thursday")


def test_after_the_start_its_name_alone_can_change(drawn: Exercise, room: Client) -> None:
    runtime.join(drawn.code, "Ann", drawn.team_set.first().pk)  # type: ignore[union-attr]
    runtime.start(drawn, drawn.owner)
    page = room.get(f"/ctl/{drawn.pk}/settings").content.decode()
    assert "It has begun" in page
    assert 'name="level"' not in page
    assert room.post(f"/ctl/{drawn.pk}/settings", sent(name="Late")).status_code == 302
    drawn.refresh_from_db()
    assert (drawn.name, drawn.hints) == ("Late", True)
    with pytest.raises(runtime.CannotDo, match="has begun"):
        settings.configure(drawn, {"hints": False}, drawn.owner)  # type: ignore[arg-type]


def test_a_week_that_has_begun_keeps_its_morning(drawn: Exercise) -> None:
    Week.objects.create(exercise=drawn, started_ms=1)
    with pytest.raises(runtime.CannotDo, match="week has begun"):
        settings.configure(drawn, {"level": "cadet"}, drawn.owner)  # type: ignore[arg-type]
    settings.configure(drawn, {"hints": False}, drawn.owner)  # type: ignore[arg-type]
    assert not drawn.hints


def test_it_is_not_ranked_while_teams_would_be_told_differently(drawn: Exercise) -> None:
    by: Any = drawn.owner
    settings.configure(drawn, {"ranked": False}, by)
    inject = OwnInject(exercise=drawn, number=1, name="own-1", title="x", channel="mail")
    inject.teams = [0]
    inject.save()
    with pytest.raises(runtime.CannotDo, match="some teams alone"):
        settings.configure(drawn, {"ranked": True}, by)


def press(room: Client, exercise: Exercise, verb: str, **sent: Any) -> Any:
    return room.post(f"/ctl/{exercise.pk}/{verb}", sent)


def test_teams_come_are_renamed_and_go(drawn: Exercise, room: Client) -> None:
    assert press(room, drawn, "team_add", name="Egret").status_code == 200
    egret = Team.objects.get(exercise=drawn, name="Egret")
    assert egret.index == 2
    assert press(room, drawn, "team_add", name="egret").status_code == 409
    press(room, drawn, "team_name", team=egret.pk, name="Ibis")
    egret.refresh_from_db()
    assert egret.name == "Ibis"
    acts.undo(drawn, Act.objects.latest("pk").pk, drawn.owner)  # type: ignore[arg-type]
    egret.refresh_from_db()
    assert egret.name == "Egret"
    press(room, drawn, "team_drop", team=egret.pk)
    assert not Team.objects.filter(pk=egret.pk).exists()
    acts.undo(drawn, Act.objects.latest("pk").pk, drawn.owner)  # type: ignore[arg-type]
    assert [team.name for team in drawn.team_set.all()] == ["Otter", "Heron", "Egret"]


def test_a_renamed_team_keeps_its_people_of_the_roster(drawn: Exercise, room: Client) -> None:
    roster.expect(drawn, [roster.Line("Ada", "Otter", "")], drawn.owner)
    otter = drawn.team_set.get(name="Otter")
    press(room, drawn, "team_name", team=otter.pk, name="Ibis")
    assert roster.take(Expected.objects.get().ticket).team == otter


def test_a_team_that_somebody_needs_stays(drawn: Exercise, ann: Participant) -> None:
    by: Any = drawn.owner
    otter, heron = drawn.team_set.order_by("index")
    runtime.join(drawn.code, "Bo", otter.pk)
    with pytest.raises(runtime.CannotDo, match="move them"):
        teams.drop(otter, by)
    roster.expect(drawn, [roster.Line("Ada", "Heron", "")], by)
    with pytest.raises(runtime.CannotDo, match="roster"):
        teams.drop(heron, by)
    Expected.objects.all().delete()
    teams.drop(heron, by)
    runtime.start(drawn, by)
    with pytest.raises(runtime.CannotDo, match="begun"):
        teams.add(drawn, "Egret", by)


def test_a_locked_team_takes_nobody_new_but_whom_the_facilitator_moves(
    drawn: Exercise, room: Client
) -> None:
    otter, heron = drawn.team_set.order_by("index")
    press(room, drawn, "team_lock", team=otter.pk, locked="1")
    with pytest.raises(runtime.CannotJoin, match="locked this team"):
        runtime.join(drawn.code, "Bo", otter.pk)
    assert "Otter (locked)" in Client().get(f"/j/{drawn.code}").content.decode()
    bo = runtime.join(drawn.code, "Bo", heron.pk)
    runtime.move(bo, otter, drawn.owner)
    bo.refresh_from_db()
    assert bo.team == otter
    press(room, drawn, "team_lock", team=otter.pk)
    assert runtime.join(drawn.code, "Cy", otter.pk).team == otter


def test_another_exercises_team_is_not_there(drawn: Exercise, room: Client, blue: Team) -> None:
    for verb in ("team_name", "team_lock", "team_drop"):
        assert press(room, drawn, verb, team=blue.pk, name="X").status_code == 404
