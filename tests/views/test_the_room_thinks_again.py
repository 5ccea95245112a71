"""Five seconds to think again; hints that are sent; the score so far."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client

from game import runtime
from game.live.acts import settle
from game.models import Act, Exercise, LogEntry, Participant, Team, User
from game.runtime import clocks
from tests.views.conftest import helper, seated, signed_in
from tests.views.facilitating import ahead, ask, do, five_seconds_later

pytestmark = pytest.mark.django_db


@pytest.fixture
def fay(running: Exercise) -> Client:
    return signed_in(running.owner)


def undo(browser: Client, exercise: Exercise) -> str:
    """Press the newest Undo on the page."""
    number = re.findall(r'name="act" value="(\d+)"', ask(browser, exercise, "teams"))[-1]
    return str(do(browser, exercise, "undo", act=number).content.decode())


def test_an_end_waits_and_can_be_taken_back(running: Exercise, fay: Client) -> None:
    assert "in five seconds" in do(fay, running, "end").content.decode()
    do(fay, running, "end")
    assert ask(fay, running, "teams").count("The exercise ends for all teams.") == 1
    assert undo(fay, running).startswith("Taken back.")
    five_seconds_later()
    running.refresh_from_db()
    assert running.state == "running"
    assert "Undo" not in ask(fay, running, "teams")
    do(fay, running, "end")
    five_seconds_later()
    running.refresh_from_db()
    assert running.state == "ended"


def test_what_was_not_sent_yet_reaches_nobody(
    running: Exercise, fay: Client, ann: Participant
) -> None:
    do(fay, running, "injects/say", channel="mail", sender="press", body="Wrong words")
    assert "Undo" in ask(fay, running, "injects/table")
    undo(fay, running)
    five_seconds_later()
    ahead(running, 10)
    assert "Wrong words" not in seated(ann).get("/play/pane/messages").content.decode()
    assert not Act.objects.exclude(args={}).exists()


def test_what_could_not_be_carried_out_says_so(running: Exercise, fay: Client) -> None:
    do(fay, running, "injects/say", channel="mail", sender="press", body="Too late")
    act = Act.objects.get()
    clocks.finish_team(running.pk, running.team_set.first().pk)
    Act.objects.update(args=act.args | {"team": running.team_set.first().pk}, due_ms=0)
    settle()
    Act.objects.update(due_ms=act.due_ms)
    assert "Not done:" in ask(fay, running, "teams")


def test_after_its_time_nothing_is_taken_back(running: Exercise, fay: Client) -> None:
    do(fay, running, "lock", locked="1")
    number = Act.objects.get().pk
    Act.objects.update(due_ms=0)
    assert "Undo" not in ask(fay, running, "teams")
    assert do(fay, running, "undo", act=number).status_code == 409
    running.refresh_from_db()
    assert running.locked


def test_another_rooms_act_is_not_taken_back(
    running: Exercise, exercise: Exercise, fay: Client
) -> None:
    made = do(fay, exercise, "clone").url
    other = Exercise.objects.get(pk=made.rsplit("/", 1)[-1])
    do(fay, running, "lock", locked="1")
    assert do(fay, other, "undo", act=Act.objects.get().pk).status_code == 409


def test_a_name_in_an_answer_is_text(running: Exercise, fay: Client, blue: Team) -> None:
    person = runtime.join(running.code, "<img src=x>", blue.pk)
    answer = do(fay, running, "remove", participant=person.pk).content.decode()
    assert "&lt;img" in answer
    assert "<img" not in answer
    assert 'hx-swap-oob="innerHTML"' in answer
    assert "Undo" in answer


def test_an_observer_takes_nothing_back(running: Exercise, fay: Client) -> None:
    olga = signed_in(helper(running, "olga", "observer"))
    do(fay, running, "end")
    assert "Undo" not in ask(olga, running, "teams")
    assert do(olga, running, "undo", act=Act.objects.get().pk).status_code == 403


def test_who_was_removed_by_mistake_is_back_at_once_with_a_name_and_a_team(
    running: Exercise, fay: Client, ann: Participant, green: Team
) -> None:
    do(fay, running, "remove", participant=ann.pk)
    undo(fay, running)
    do(fay, running, "rename", participant=ann.pk, name="Anna")
    undo(fay, running)
    do(fay, running, "move", participant=ann.pk, team=green.pk)
    undo(fay, running)
    again = Participant.objects.get(pk=ann.pk)
    assert (again.removed, again.name, again.team_id) == (False, "Ann", ann.team_id)


def test_seats_are_put_back_where_they_were(with_roles: Exercise) -> None:
    fay, team = signed_in(with_roles.owner), with_roles.team_set.first()
    people_ = [runtime.join(with_roles.code, name, team.pk) for name in ("Ana", "Ben", "Cho")]
    runtime.start(with_roles, with_roles.owner)
    before = runtime.held(team.pk)
    do(fay, with_roles, "seat", participant=people_[1].pk, seat="IC")
    assert runtime.held(team.pk) != before
    undo(fay, with_roles)
    assert runtime.held(team.pk) == before
    do(fay, with_roles, "remove", participant=people_[0].pk)
    undo(fay, with_roles)
    assert {who: set(own) for who, own in runtime.held(team.pk).items()} == {
        who: set(own) for who, own in before.items()
    }


def test_speeds_are_what_they_were_for_each_team(running: Exercise, fay: Client) -> None:
    do(fay, running, "speed", speed=4, team=running.team_set.first().pk)
    before = clocks.hands(running)
    do(fay, running, "speed", speed=300)
    undo(fay, running)
    assert clocks.hands(running) == before
    assert sorted(before.values(), key=str) == [4.0, None, None]


def test_an_inject_is_planned_as_it_was(running: Exercise, fay: Client) -> None:
    do(fay, running, "injects/do", what="go_no_go", do="skip")
    ahead(running, 5)
    assert "left out" in ask(fay, running, "injects/table")
    undo(fay, running)
    ahead(running, 5)
    assert "left out" not in ask(fay, running, "injects/table")


# Help that is sent


def test_a_hint_is_sent_to_one_team_and_it_pays_once(
    running: Exercise, fay: Client, ann: Participant, gus: Participant
) -> None:
    ahead(running, 60)
    assert "Next hint: A nudge" in ask(fay, running, "teams")
    do(fay, running, "hint", team=ann.team_id, cost="price")
    five_seconds_later()
    ahead(running, 5)
    assert "Paid so far: 20 points" in seated(ann).get("/play/pane/hints").content.decode()
    assert "A nudge" in seated(ann).get("/play/pane/messages").content.decode()
    assert "A nudge" not in seated(gus).get("/play/pane/messages").content.decode()
    assert "Next hint: The property" in ask(fay, running, "teams")
    assert LogEntry.objects.filter(payload__action="give_hint").count() == 1


def test_in_a_ranked_exercise_all_get_a_hint_or_none(facilitator: User) -> None:
    form = {"name": "R", "scenario": "knight", "seed": "", "pace": "sprint", "late_joining": True}
    made = runtime.create_exercise(facilitator, form | {"teams": ["Blue", "Green"]})  # type: ignore[arg-type]
    runtime.start(made, facilitator)
    ahead(made, 60)
    fay = signed_in(facilitator)
    assert "Next hint" not in ask(fay, made, "teams")
    assert do(fay, made, "hint", team=made.team_set.first().pk, cost="free").status_code == 409
    assert do(fay, made, "hint", cost="free").status_code == 200
    five_seconds_later()
    assert LogEntry.objects.filter(payload__action="give_hint").count() == 2


# The score so far


def test_the_score_so_far_is_for_those_who_run_the_room(
    running: Exercise, fay: Client, ann: Participant
) -> None:
    kept = {"seq": 0, "step": 60, "at_ms": 0, "total": 437, "hints": 20, "parts": {"F": (37, 300)}}
    for team in running.team_set.all():
        cache.set(f"standing:{team.pk}", kept, 60)
    page = ask(fay, running, "teams")
    assert "Score so far: 437 of 1000" in page
    assert "Provisional" in page
    assert "Financial 37 / 300" in page
    olga = signed_in(helper(running, "olga", "observer"))
    assert "437" not in ask(olga, running, "teams")
    assert "437" not in seated(ann).get("/play").content.decode()
