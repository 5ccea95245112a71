"""Logs and results as tables that other programs read: CSV, JSON, XLSX.

Every file says its `format_version`; a column is never taken away or given another meaning within
one version. Tables are for after the end: they show router numbers as the world has them.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from game.models import Bot, ClockChange, Exercise, LogEntry, Participant, Result, Team
from game.runtime import awards, crew, marks, remembered
from game.runtime.errors import CannotDo
from game.runtime.sheets import UNPRINTABLE, harmless
from game.sim.clock import reading
from game.sim.text import Text, text

FORMAT_VERSION = 1
PARTS = ("P", "D", "G", "C", "F")
BESIDE = ("do_nothing", "history", "oracle")
FIGURES = (
    "total", "signed", "max", "loss_usd", "loss_se_usd", *(f"{name}_loss_usd" for name in BESIDE),
    *(f"points_{key}" for key in PARTS), "hints", "score_version", "sim_version", "state_hash",
)  # fmt: skip

Row = dict[str, Any]


@dataclass(frozen=True)
class File:
    """What a browser or a program takes away."""

    name: str
    kind: str
    body: bytes


def log_rows(exercise: Exercise) -> Iterator[Row]:
    """Every line of every team's log."""
    for team in exercise.team_set.order_by("index"):
        names = {who.token: who.name for who in Participant.objects.filter(team=team)}
        names |= {bot.token: bot.name for bot in Bot.objects.filter(team=team)}
        lines = LogEntry.objects.filter(team=team).order_by("log_seq").select_related("words")
        for line in lines:
            yield _log_row(team, line, names)


def _log_row(team: Team, line: LogEntry, names: dict[str, str]) -> Row:
    payload = line.payload
    return {
        "team": team.name,
        "team_index": team.index,
        "seq": line.log_seq,
        "kind": line.kind,
        "step": line.due_step,
        "time": reading(line.due_step),
        "actor_kind": line.actor_kind,
        "actor": line.actor,
        "name": names.get(line.actor, ""),
        "seats": " ".join(line.seats),
        "action": payload.get("action", ""),
        "args": json.dumps(payload.get("args", {}), sort_keys=True),
        "words": line.words.body if line.words else "",
        "answer": str(Text.of(payload["text"])) if line.kind == LogEntry.Kind.REFUSAL else "",
        "wall_ms": line.wall_ms,
        "prev_hash": line.prev_hash,
    }


def result_rows(exercise: Exercise) -> Iterator[Row]:
    """One line for each team; without figures while its result is being computed."""
    kept = Result.objects.filter(team__exercise=exercise)
    known = {result.team_id: _figures(result) for result in kept}
    for team in exercise.team_set.order_by("index"):
        own = {
            "team": team.name,
            "team_index": team.index,
            "people": Participant.objects.present().filter(team=team).count(),
        }
        yield own | known.get(team.pk, dict.fromkeys(FIGURES))


def _figures(result: Result) -> Row:
    """Under the names of FIGURES."""
    body = result.body
    score = body["score"]
    points = {part["key"]: part["points"] for part in score["parts"]}
    return {
        "total": score["total"],
        "signed": score["signed"],
        "max": score["max"],
        "loss_usd": body["loss_usd"],
        "loss_se_usd": body["loss_se_usd"],
        **{f"{name}_loss_usd": body[name]["loss_usd"] for name in BESIDE},
        **{f"points_{key}": points.get(key) for key in PARTS},
        "hints": score["hints"],
        "score_version": result.score_version,
        "sim_version": result.sim_version,
        "state_hash": body["state_hash"],
    }


def clock_rows(exercise: Exercise) -> Iterator[Row]:
    """Every change of the clock; without a team it held for all."""
    changes = ClockChange.objects.filter(exercise=exercise).select_related("team")
    for one in changes.order_by("pk"):
        yield {
            "team": one.team.name if one.team else "",
            "team_index": one.team.index if one.team else None,
            "kind": one.kind,
            "step": one.step,
            "time": reading(one.step),
            "speed": one.speed,
            "paused": one.paused,
            "reason": one.reason,
            "wall_ms": one.wall_ms,
        }


TABLES: dict[str, Callable[[Exercise], Iterator[Row]]] = {
    "log": log_rows,
    "clock": clock_rows,
    "results": result_rows,
    "probes": remembered.rows,
    "ratings": marks.rating_rows,
    "observations": marks.observation_rows,
    "awards": awards.rows,
}


def tables_for(role: str) -> tuple[str, ...]:
    """Which tables somebody of this role may take away. All but the results hold names or words
    that were typed, in a file that no erasure reaches: for those who answer for the room alone."""
    return tuple(TABLES) if role in crew.RUNS else ("results",)


def file(exercise: Exercise, table: str, form: str) -> File:
    """One table in one form. Raises CannotDo before the end, KeyError for an unknown one."""
    rows, write = TABLES[table], WRITERS[form]
    need_end(exercise)
    body = write(table, exercise, list(rows(exercise)))
    return File(f"{table}-{exercise.code}.{form}", KINDS[form], body)


def need_end(exercise: Exercise) -> None:
    """Raise CannotDo while a file would give the morning away."""
    if exercise.state != Exercise.State.ENDED:
        raise CannotDo(text("Exports can be had after the end."))


def about(table: str, exercise: Exercise) -> Row:
    """What every file says of itself."""
    return {
        "format_version": FORMAT_VERSION,
        "table": table,
        "exercise": exercise.name,
        "code": exercise.code,
        "scenario": exercise.scenario,
        "scenario_hash": exercise.scenario_hash,
        "sim_version": exercise.sim_version,
        "level": exercise.level,
        "era": exercise.era,
    }


def _csv(table: str, exercise: Exercise, rows: list[Row]) -> bytes:
    """The version stands in each line: a comment at the head would break readers."""
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(["format_version", *(rows[0] if rows else ())])
    lines.writerows([FORMAT_VERSION, *map(harmless, row.values())] for row in rows)
    return out.getvalue().encode("utf-8")


def _json(table: str, exercise: Exercise, rows: list[Row]) -> bytes:
    body = about(table, exercise) | {"rows": [_unpacked(row) for row in rows]}
    return json.dumps(body, ensure_ascii=False, indent=1).encode("utf-8")


def _unpacked(row: Row) -> Row:
    """JSON has lists and objects of its own."""
    own = {"args": json.loads, "seats": str.split}
    return {name: own.get(name, _same)(value) for name, value in row.items()}


def _same(value: Any) -> Any:
    return value


def _xlsx(table: str, exercise: Exercise, rows: list[Row]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(table)
    lines = [list(rows[0]), *(list(row.values()) for row in rows)] if rows else []
    for line in lines:
        sheet.append([_cell(sheet, value) for value in line])
    notes = book.create_sheet("about")
    for name, value in about(table, exercise).items():
        notes.append([_cell(notes, name), _cell(notes, value)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, value: Any) -> Any:
    """A text stays a text, whatever it begins with."""
    cell = WriteOnlyCell(sheet, UNPRINTABLE.sub("", value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = True
    return cell


WRITERS: dict[str, Callable[[str, Exercise, list[Row]], bytes]] = {
    "csv": _csv,
    "json": _json,
    "xlsx": _xlsx,
}
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
