"""A morning with bots, questions from memory, a plan and injects of one's own, read elsewhere."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from game import clock, runtime, sim
from game.models import Bot, Exercise, LogEntry, OwnInject, Participant, Team, User
from game.runtime import (
    bots,
    exports,
    forgetting,
    judging,
    lives,
    own,
    plans,
    remembered,
    weeks,
    wholes,
)
from game.sim.week import Move
from tests.conftest import form_of

pytestmark = pytest.mark.django_db
BASE = Path(__file__).resolve().parents[2]


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """The wall's time, by hand."""
    by_hand = {"ms": 1_000_000}
    monkeypatch.setattr(clock, "now_ms", lambda: by_hand["ms"])
    return by_hand


@pytest.fixture
def floor(
    exercise: Exercise, facilitator: User, ann: Participant, green: Team, wall: dict[str, int]
) -> Exercise:
    """Ann's team answers from memory, bots play the other, and all of them were told something."""
    bots.forget()
    Exercise.objects.filter(pk=exercise.pk).update(probes=True, plan={"go_no_go": "skip"})
    exercise.refresh_from_db()
    Bot.objects.create(team=green, level="expert")
    said = {"title": "Any news?", "body": "Hello there.", "channel": "phone"}
    draft = own.Draft(**said, sender="press", trigger="08:10")
    own.add(exercise, facilitator, draft)
    runtime.start(exercise, facilitator)
    beats(exercise, wall, 88)
    runtime.participant(ann.secret)
    question = runtime.look(ann.team).view.probe.questions[0]  # type: ignore[union-attr]
    args = {"question": question[0], "answer": question[2][0][0]}
    given = runtime.submit(ann.team, ann, "probe_answer", args, "key-of-ann-001")
    assert given.status == "accepted"
    runtime.resume(exercise, facilitator)
    beats(exercise, wall, 2)
    runtime.end(exercise, facilitator)
    return exercise


def beats(exercise: Exercise, wall: dict[str, int], seconds: int) -> None:
    teams = list(exercise.team_set.values_list("pk", flat=True))
    for _ in range(seconds):
        wall["ms"] += 1_000
        bots.take_turns(list(runtime.advance_all(teams)))


def manage(folder: Path, *command: str) -> str:
    """A command of another installation, with a database of its own."""
    env = {**os.environ, "DATA_DIR": str(folder), "DATABASE_URL": "", "REDIS_URL": ""}
    line = [sys.executable, str(BASE / "manage.py"), *command]
    done = subprocess.run(line, env=env, cwd=BASE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_gives_the_same_results_in_an_empty_installation(
    floor: Exercise, tmp_path: Path
) -> None:
    runtime.finish(floor)
    kinds = set(LogEntry.objects.values_list("actor_kind", flat=True))
    assert {"person", "bot", "facilitator"} <= kinds
    assert are_the_same(floor, imported(floor, tmp_path))


def imported(exercise: Exercise, folder: Path) -> str:
    """What the command says of an exercise that it takes into an empty installation."""
    file = folder / "exercise.json"
    file.write_text(json.dumps(wholes.whole(exercise)))
    manage(folder / "elsewhere", "migrate", "--verbosity", "0")
    return manage(folder / "elsewhere", "import_exercise", str(file))


def are_the_same(exercise: Exercise, said: str) -> bool:
    """Does the command say so of each team, with its hash?"""
    hashes = [body["state_hash"] for _team, body in runtime.results(exercise) if body]
    return len(hashes) == said.count(" same\n") == 2 and all(one in said for one in hashes)


def beside(exercise: Exercise) -> list[bool]:
    """Are the results of a copy in the same installation those of its original?"""
    document = wholes.read(json.dumps(wholes.whole(exercise)).encode())
    return [row["same"] for row in wholes.compare(wholes.bring_in(document, None), document)]


def test_it_gives_the_same_results_beside_its_original(floor: Exercise) -> None:
    runtime.finish(floor)
    assert beside(floor) == [True, True]


def test_it_reads_as_it_was(floor: Exercise) -> None:
    body = json.dumps(wholes.whole(floor)).encode()
    assert '"Ann"' not in body.decode()
    here = wholes.bring_in(wholes.read(body), None)
    assert here.plan == {"go_no_go": "skip"}
    bot = Bot.objects.get(team__exercise=here)
    assert (bot.level, bot.team.name) == ("expert", "Green")
    names = {row["name"] for row in exports.log_rows(here) if row["actor_kind"] == "bot"}
    assert names == {bot.name}
    inject = OwnInject.objects.get(exercise=here)
    assert (inject.trigger, inject.channel) == ("08:10", "phone")
    assert (inject.title, inject.body) == ("Any news?", "Hello there.")
    assert columns(here) == columns(floor)
    assert [told[0] for told in columns(here)] == [sim.at("08:10")] * 2


def columns(exercise: Exercise) -> list[tuple[int | None, int | None, int | None]]:
    """Delivered, seen and acted on, of its one inject, team by team."""
    [row] = own.table(exercise)
    return [(told.delivered, told.seen, told.acted) for told in row.told]


def test_a_file_of_the_first_version_is_read_too(floor: Exercise) -> None:
    document: dict[str, Any] = wholes.whole(floor) | {"format_version": 1}
    for name in ("bots", "plan", "injects"):
        del document[name]
    here = wholes.bring_in(wholes.read(json.dumps(document).encode()), None)
    assert here.state == Exercise.State.ENDED
    assert not Bot.objects.filter(team__exercise=here).exists()


def test_questions_from_memory_are_all_there_at_the_first_look(
    floor: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = wholes.bring_in(wholes.read(json.dumps(wholes.whole(floor)).encode()), None)
    seconds = itertools.count()
    monkeypatch.setattr(clock, "monotonic", lambda: float(next(seconds)))  # a slow machine
    monkeypatch.setattr(lives, "STRIDE", 60)
    lives.forget()
    before = [remembered.of_team(team) for team in floor.team_set.order_by("index")]
    after = [remembered.of_team(team) for team in here.team_set.order_by("index")]
    assert all(one.complete for one in (*before, *after))
    assert [one.right for one in after] == [one.right for one in before]
    assert any(one.given for one in after)


def test_a_file_of_the_third_version_has_injects_without_words(floor: Exercise) -> None:
    document: dict[str, Any] = wholes.whole(floor) | {"format_version": 3}
    for part in document["injects"]:
        for name in ("title", "body", "expected"):
            del part[name]
    here = wholes.bring_in(wholes.read(json.dumps(document).encode()), None)
    inject = OwnInject.objects.get(exercise=here)
    assert (inject.title, inject.body) == (inject.name, "")


def test_what_was_erased_is_not_in_the_file(floor: Exercise) -> None:
    forgetting.forget_exercise(floor)
    body = json.dumps(wholes.whole(floor))
    assert "Hello there." not in body
    assert wholes.bring_in(wholes.read(body.encode()), None).state == Exercise.State.ENDED


@pytest.fixture
def week(facilitator: User) -> Exercise:
    """Ended; one team had bought a card, the other none."""
    form = form_of("open") | {"scenario": "knight-week", "seed": ""}
    exercise = runtime.create_exercise(facilitator, form)
    ann = runtime.join(exercise.code, "Ann", exercise.team_set.get(name="Blue").pk)
    weeks.begin(exercise, facilitator)
    weeks.choose(ann, Move("buy", 0, "second_person_review"), "key-of-ann-001")
    runtime.start(exercise, facilitator)
    runtime.end(exercise, facilitator)
    return exercise


def test_a_week_comes_back_with_every_teams_plan(week: Exercise) -> None:
    here = wholes.bring_in(wholes.read(json.dumps(wholes.whole(week)).encode()), None)
    blue = here.team_set.get(name="Blue")
    assert plans.bought_by(blue.pk) == ("second_person_review",)
    began = plans.week_of(here)
    assert began is not None
    [choice] = weeks.standing(blue, began).choices
    assert choice.after_s < 60
    assert began.pk in judging.unjudged()  # what its plans are worth is worked out here


@pytest.mark.slow
def test_a_week_gives_the_same_results_elsewhere(week: Exercise, tmp_path: Path) -> None:
    """Also where nobody has worked out yet what its plans are worth."""
    runtime.finish(week)
    assert are_the_same(week, imported(week, tmp_path))
    assert beside(week) == [True, True]
