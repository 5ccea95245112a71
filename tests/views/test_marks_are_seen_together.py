"""Ratings side by side, everything noted, and answers from memory, for who runs the room."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from game import runtime
from game.models import Crew, Exercise, Observation, Participant, Rating, Team, User
from game.runtime import clocks, exports, forgetting, marks, pad, remembered, wholes
from tests.api.conftest import of_seat, of_user
from tests.views.conftest import seated, signed_in

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>"


def helper(exercise: Exercise, name: str, role: str) -> User:
    user = User.objects.create_user(name, may_host=False)
    Crew.objects.create(exercise=exercise, user=user, role=role)
    return user


@pytest.fixture
def rated(running: Exercise, blue: Team) -> Exercise:
    """Two observers who differ on task 2 and agree on task 3, and one press with words."""
    olga, otto = (helper(running, name, "observer") for name in ("olga", "otto"))
    for user, two in ((olga, "P"), (otto, "M")):
        pad.rate(blue, user, 2, two, HOSTILE)
        pad.rate(blue, user, 3, "S")
    pad.mark(blue, otto, pad.Press("someone", "IC", HOSTILE))
    return running


def page_of(browser: Client, exercise: Exercise, team: Team) -> str:
    answer = browser.get(f"/ctl/{exercise.pk}/marks", {"team": team.pk})
    assert answer.status_code == 200
    return answer.content.decode()


def test_where_raters_differ_is_plain(rated: Exercise, blue: Team) -> None:
    page = page_of(signed_in(rated.owner), rated, blue)
    two = page.split('id="rated-2"')[1].split("</tr>")[0]
    assert "2 grades apart" in two
    assert re.findall(r"<strong[^>]*>(\w)</strong>", two) == ["P", "M"]
    assert "apart" not in page.split('id="rated-3"')[1].split("</tr>")[0]
    noted = page.split('id="noted"')[1]
    assert all(word in noted for word in ("otto", "IC", "&lt;script&gt;"))
    assert HOSTILE not in page


def test_a_team_sees_after_the_end_what_was_let_to_it(
    rated: Exercise, blue: Team, ann: Participant
) -> None:
    """In the order of the morning; never who wrote it down, nor what was kept for the room."""
    observer = User.objects.get(username="otto")
    told = pad.mark(blue, observer, pad.Press("calm", "COM", f"Well said {HOSTILE}", shared=True))
    program = of_seat(ann)
    assert program.get("/seat/observations").status_code == 409
    runtime.end(rated, rated.owner)
    runtime.finish(rated)
    page = seated(ann).get("/result").content.decode()
    seen = page.split('id="observed"')[1].split("</section>")[0]
    assert "COM" in seen
    assert "Well said &lt;script&gt;" in seen
    assert seen.count("<li>") == 1
    assert "otto" not in page
    [row] = program.get("/seat/observations").json()["items"]
    assert (row["id"], row["words"]) == (told.pk, f"Well said {HOSTILE}")
    assert not {"by", "shared"} & row.keys()


def test_a_co_host_sees_them_and_a_rater_does_not_see_the_others(
    rated: Exercise, blue: Team
) -> None:
    cara = helper(rated, "cara", "cohost")
    assert "2 grades apart" in page_of(signed_in(cara), rated, blue)
    otto = User.objects.get(username="otto")
    assert signed_in(otto).get(f"/ctl/{rated.pk}/marks").status_code == 403
    where = f"/exercises/{rated.pk}/ratings"
    assert of_user(otto).get(where).status_code == 404
    rows = of_user(cara).get(where).json()["items"]
    assert [(row["task"], row["by"], row["mark"]) for row in rows[:2]] == [
        (2, "olga", "P"),
        (2, "otto", "M"),
    ]


def test_tables_hold_them_and_what_is_erased_is_gone(rated: Exercise) -> None:
    runtime.end(rated, rated.owner)
    kept = json.loads(exports.file(rated, "ratings", "json").body)["rows"]
    assert [(row["by"], row["mark"]) for row in kept[:2]] == [("olga", "P"), ("otto", "M")]
    assert HOSTILE in exports.file(rated, "observations", "csv").body.decode()
    assert exports.file(rated, "probes", "xlsx").body
    forgetting.forget_exercise(rated)
    for table in ("ratings", "observations"):
        assert HOSTILE not in exports.file(rated, table, "csv").body.decode()


def test_a_whole_exercise_brings_them_along_without_names(rated: Exercise) -> None:
    runtime.end(rated, rated.owner)
    document = wholes.whole(rated)
    assert not any(word in json.dumps(document) for word in ("olga", "script"))
    here = wholes.bring_in(wholes.read(json.dumps(document).encode()), None)
    assert wholes.whole(here)["ratings"] == document["ratings"] != []
    assert wholes.whole(here)["observations"] == document["observations"] != []
    assert not any(row.user.is_active for row in marks.all_ratings(here))


def test_a_file_of_the_first_version_is_read(rated: Exercise) -> None:
    runtime.end(rated, rated.owner)
    document = wholes.whole(rated) | {"format_version": 1}
    del document["ratings"], document["observations"]
    here = wholes.bring_in(wholes.read(json.dumps(document).encode()), None)
    assert not Rating.objects.filter(team__exercise=here).exists()
    assert not Observation.objects.filter(exercise=here).exists()


def test_a_rating_that_is_there_twice_is_refused(rated: Exercise) -> None:
    runtime.end(rated, rated.owner)
    document = wholes.whole(rated)
    document["ratings"] *= 2
    with pytest.raises(runtime.CannotDo):
        wholes.bring_in(wholes.read(json.dumps(document).encode()), None)


def test_the_guide_says_whether_the_beliefs_were_right(running: Exercise, ann: Participant) -> None:
    clocks.jump(running, running.owner, 5_500)
    mine = signed_in(running.owner)
    where = f"/ctl/{running.pk}/pad?team={ann.team_id}"
    told = {f"p{number}": 90 if number == 3 else 5 for number in range(1, 9)}
    runtime.submit(ann.team, ann, "believe", told | {"mechanism": "none"}, "key-believe-1")
    clocks.jump(running, running.owner, 10)
    third = mine.get(where).content.decode().split('id="task-3"')[1].split("</legend>")[0]
    assert "Target:" in third
    assert "suspected: SMARS-3 (right: " in third
    assert "at fault now: " in third


def test_answers_from_memory_are_shown_with_what_was_right(
    exercise: Exercise, ann: Participant, blue: Team
) -> None:
    Exercise.objects.filter(pk=exercise.pk).update(probes=True)
    exercise.refresh_from_db()
    runtime.start(exercise, exercise.owner)
    clocks.jump(exercise, exercise.owner, 5_400)
    runtime.advance_all([blue.pk])
    assert runtime.look(blue).view.probe is not None
    for question, said in (("flag", "yes"), ("routers", "fewer")):
        args = {"question": question, "answer": said}
        assert (
            runtime.submit(blue, ann, "probe_answer", args, f"key-{question}-1").status
            == "accepted"
        )
    clocks.resume(exercise, exercise.owner)
    clocks.jump(exercise, exercise.owner, 100)
    runtime.advance_all([blue.pk])
    blue.refresh_from_db()
    found = {one.question: one for one in remembered.of_team(blue).answers}
    assert (found["flag"].right, found["routers"].right) == (True, False)
    assert found["flag"].seats == tuple(ann.seats)
    assert found["build"].actor == ""
    assert "1 of 2 answers were right" in page_of(signed_in(exercise.owner), exercise, blue)
    assert of_seat(ann).get("/seat/probes").status_code == 409
    runtime.end(exercise, exercise.owner)
    runtime.finish(exercise)
    assert "1 of 2 answers were right" in seated(ann).get("/result").content.decode()
    rows = of_seat(ann).get("/seat/probes").json()["items"]
    assert {row["question"]: row["right"] for row in rows} == {
        "flag": True,
        "routers": False,
        "build": None,
    }
    kept = exports.file(exercise, "probes", "csv").body.decode()
    assert "Is the RLP flag on?" in kept
