"""Exports: tables that run nothing, and a whole exercise that gives the same result elsewhere."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from game import clock, runtime
from game.models import (
    Award,
    Exercise,
    Expected,
    LogEntry,
    Observation,
    Participant,
    Result,
    Team,
    User,
    Words,
)
from game.runtime import exports, pad, sheets, wholes
from tests.api.conftest import Program

pytestmark = pytest.mark.django_db


@pytest.fixture
def ended(
    exercise: Exercise, ann: Participant, gus: Participant, monkeypatch: pytest.MonkeyPatch
) -> Exercise:
    """A morning in which two people of two teams did different things."""
    monkeypatch.setattr(clock, "_offset_ms", 0)
    runtime.start(exercise, exercise.owner)
    runtime.note(ann.team, ann, "=HYPERLINK(1)", "key-of-note-01")
    runtime.submit(ann.team, ann, "isolate", {"router": 8}, "key-of-ann-001")
    runtime.submit(ann.team, ann, "declare", {"severity": "firm"}, "key-of-ann-002")
    runtime.submit(ann.team, ann, "restore", {"router": 1}, "key-of-ann-003")
    runtime.submit(gus.team, gus, "sweep_builds", {}, "key-of-gus-001")
    for task in (1, 2):
        pad.rate(ann.team, exercise.owner, task, "S")
        pad.mark(ann.team, exercise.owner, pad.Press("calm", "IC", "=HYPERLINK(2)"))
    clock.shift(3_000)
    runtime.pause(exercise, exercise.owner, reason="tea")
    runtime.end(exercise, exercise.owner)
    return exercise


@pytest.fixture
def over(ended: Exercise) -> Exercise:
    """The same with its results."""
    runtime.finish(ended)
    return ended


def outcome(exercise: Exercise) -> list[tuple[str, int]]:
    found = [body for _team, body in runtime.results(exercise)]
    return [(body["state_hash"], body["score"]["signed"]) for body in found if body]


def elsewhere(exercise: Exercise) -> None:
    """Nothing of the exercise is left, and the next numbers are others."""
    for team in exercise.team_set.all():
        LogEntry.objects.filter(team=team).delete()
        Observation.objects.filter(team=team).delete()
        Words.objects.filter(team=team).delete()
    exercise.delete()
    other, _person = runtime.solo()
    for name in ("Xan", "Yve"):
        Participant.objects.create(exercise=other, team=other.team_set.get(), name=name)
    runtime.forget()


def test_a_whole_exercise_gives_the_same_results_elsewhere(over: Exercise) -> None:
    before = outcome(over)
    tokens = set(Participant.objects.filter(exercise=over).values_list("pk", flat=True))
    body = json.dumps(wholes.whole(over)).encode()
    elsewhere(over)
    document = wholes.read(body)
    here = wholes.bring_in(document, None)
    rows = wholes.compare(here, document)
    assert all(row["same"] for row in rows)
    assert outcome(here) == before
    assert len(before) == 2
    people = Participant.objects.filter(exercise=here)
    assert {int(person.token[1:]) for person in people} == tokens
    assert json.dumps(wholes.whole(here)).encode() == body


def test_the_file_holds_no_names_and_no_words(ended: Exercise) -> None:
    document = json.dumps(wholes.whole(ended))
    assert not any(word in document for word in ("Ann", "Gus", "HYPERLINK"))
    assert '"Person 1"' in document


def test_the_command_says_that_the_results_are_the_same(over: Exercise, tmp_path: Path) -> None:
    file, said = tmp_path / "exercise.json", io.StringIO()
    file.write_text(json.dumps(wholes.whole(over)))
    elsewhere(over)
    call_command("import_exercise", str(file), stdout=said)
    assert said.getvalue().count(" same\n") == 2


@pytest.fixture
def document(request: pytest.FixtureRequest) -> dict[str, Any]:
    """A whole file, made once: whoever only reads it needs no exercise beside it."""
    if not _made:
        _made.append(json.dumps(wholes.whole(request.getfixturevalue("ended"))))
    found: dict[str, Any] = json.loads(_made[0])
    return found


_made: list[str] = []


def changed(document: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    at: Any = document
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    for step in way:
        at = at[step]
    at[last] = value
    return document


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("format_version", 9, "no exercise file"),
        ("observations.0.behaviour", "humming", "no such key"),
        ("ratings.0.task", 9, "no exercise file"),
        ("ratings.0.team", 7, "contradict"),
        ("surprise", 1, "no exercise file"),
        ("sim_version", "0", "played on version"),
        ("exercise.scenario", "atlantis", "not known here"),
        ("exercise.scenario_hash", "0" * 64, "has changed since"),
        ("teams.0.log.1.payload.args.router", 3, "was changed after"),
        ("teams.0.head", "", "was changed after"),
        ("people.0.team", 7, "contradict"),
        ("teams.1.index", 0, "contradict"),
        ("exercise.secret", "' OR 1", "no exercise file"),
    ],
)
def test_a_file_that_does_not_hold_is_refused_whole(
    document: dict[str, Any], path: str, value: Any, words: str, tmp_path: Path
) -> None:
    document = changed(document, path, value)
    count = Exercise.objects.count()
    file = tmp_path / "exercise.json"
    file.write_text(json.dumps(document))
    with pytest.raises(CommandError, match=words):
        call_command("import_exercise", str(file))
    assert Exercise.objects.count() == count


def test_no_file_before_the_end(exercise: Exercise, ann: Participant) -> None:
    runtime.start(exercise, exercise.owner)
    with pytest.raises(runtime.CannotDo):
        wholes.whole(exercise)
    with pytest.raises(runtime.CannotDo):
        exports.file(exercise, "log", "csv")


def test_tables_say_the_same_in_every_form(over: Exercise) -> None:
    team = over.team_set.earliest("index")
    Award.objects.bulk_create(Award(team=team, points=5, reason=why) for why in ("Calm.", "=1+1"))
    for name in exports.TABLES.keys() - {"probes"}:  # nobody was asked that morning
        made = {form: exports.file(over, name, form).body for form in exports.WRITERS}
        lines = list(csv.DictReader(io.StringIO(made["csv"].decode())))
        kept = json.loads(made["json"])
        sheet = load_workbook(io.BytesIO(made["xlsx"]))[name]
        assert len(lines) == len(kept["rows"]) == sheet.max_row - 1 > 1
        assert {line["format_version"] for line in lines} == {"1"}
        assert kept["format_version"] == exports.FORMAT_VERSION
        assert [cell.value for cell in sheet[1]] == list(kept["rows"][0])
        assert list(lines[0])[1:] == list(kept["rows"][0])


def test_a_team_whose_result_is_computed_yet_has_its_line(over: Exercise) -> None:
    """The table has the same columns then, and does not look whole."""
    first, second = over.team_set.order_by("index")
    Result.objects.filter(team=first).delete()
    table = exports.file(over, "results", "csv").body.decode()
    lines = list(csv.DictReader(io.StringIO(table)))
    assert [(line["team"], line["total"] == "") for line in lines] == [
        (first.name, True),
        (second.name, False),
    ]
    assert tuple(lines[0])[4:] == exports.FIGURES
    assert exports.file(over, "results", "xlsx").body


def test_the_clock_table_says_when_it_stood_and_why(over: Exercise) -> None:
    rows = json.loads(exports.file(over, "clock", "json").body)["rows"]
    said = [(row["kind"], row["reason"]) for row in rows if row["team"] == ""]
    assert said == [("start", ""), ("pause", "tea"), ("end", "")]
    assert next(row["time"] for row in rows if row["kind"] == "start") == "08:00:00"


def test_a_spreadsheet_runs_nothing(over: Exercise) -> None:
    lines = exports.file(over, "log", "csv").body.decode()
    assert "'=HYPERLINK(1)" in lines
    sheet = load_workbook(io.BytesIO(exports.file(over, "log", "xlsx").body))["log"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert "=HYPERLINK(1)" in {cell.value for cell in cells}


FORMULAS = (
    "=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x", "\x00=1",
)  # fmt: skip


@pytest.mark.parametrize("typed", FORMULAS)
def test_what_a_player_typed_is_never_a_formula(typed: str) -> None:
    assert sheets.harmless(typed).startswith("'")
    assert sheets.harmless("plain") == "plain"
    assert sheets.harmless(-5) == -5


def test_no_table_that_goes_out_begins_a_cell_with_a_formula(
    over: Exercise, desk: Program, facilitator: User
) -> None:
    """Each way out, with each beginning in notes, names and lists."""
    team = Team.objects.get(exercise=over, name="Blue")
    room = Client()
    room.force_login(facilitator)
    for typed in FORMULAS:
        Words.objects.filter(team=team).update(body=typed)
        Team.objects.filter(pk=team.pk).update(name=typed)
        Participant.objects.filter(team=team).update(name=typed)
        Expected.objects.update_or_create(exercise=over, defaults={"name": typed})
        team.refresh_from_db()
        tables = [
            runtime.log_csv(team),
            runtime.log_csv(over),
            exports.file(over, "log", "csv").body.decode(),
            exports.file(over, "results", "csv").body.decode(),
            sheets.as_csv([[typed]]),
            room.get(reverse("room_roster_csv", args=[over.pk])).content.decode(),
        ]
        for table in tables:
            cells = [cell for row in csv.reader(io.StringIO(table, newline="")) for cell in row]
            assert any(cell == f"'{typed.lstrip(chr(0))}" for cell in cells)
            begun = {cell for cell in cells if cell.startswith(sheets.RUNS)}
            assert {cell for cell in begun if not cell.lstrip("-").isdigit()} == set()
        book = load_workbook(io.BytesIO(sheets.as_xlsx([[typed]], "x")))
        assert book["x"]["A1"].data_type == "s"


def test_a_program_takes_an_exercise_out_and_in(desk: Program, over: Exercise) -> None:
    whole = desk.get(f"/exercises/{over.pk}/exports/exercise").content
    sent = {"file": SimpleUploadedFile("exercise.json", whole)}
    made = desk.http.post("/api/v1/exercises/imports", sent, headers=desk._headers())
    assert made.status_code == 201, made.content
    assert made.json()["state"] == "ended"
    assert made.json()["ranked"] is False
    table = desk.get(f"/exercises/{over.pk}/exports/results.json").json()
    assert [row["team"] for row in table["rows"]] == ["Blue", "Green"]


def test_a_log_line_of_an_import_names_its_own_people(over: Exercise) -> None:
    """Numbers of people mean others here: a line must not get somebody else's name."""
    document = wholes.read(json.dumps(wholes.whole(over)).encode())
    here = wholes.bring_in(document, None)
    team = Team.objects.get(exercise=here, name="Blue")
    row = next(row for row in exports.log_rows(here) if row["action"] == "isolate")
    assert row["name"] == team.participant_set.get().name == "Person 1"
