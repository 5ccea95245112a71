"""How mornings ended, and what was done in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from game import sim
from game.models import Bot, Exercise, LogEntry, Participant, Result, Team, Words
from game.runtime import leaders, lives
from game.runtime.sheets import harmless
from game.sim.clock import reading
from game.sim.parts import CONTROL
from game.sim.text import Text

COLUMNS = (
    "team",
    "seq",
    "kind",
    "due",
    "actor",
    "action",
    "args",
    "answer",
    "wall_ms",
    "prev_hash",
)
UNTOLD = ("seen", "probe_answer")  # what pages say by themselves, or what nobody else reads


def finish(exercise: Exercise) -> None:
    """Compute the results that an ended exercise still lacks. Safe to run twice.

    A team whose log cannot be played takes no other team's result away.

    Raises ExceptionGroup: what went wrong, team by team, after all were tried.
    """
    failed: list[Exception] = []
    for team in exercise.team_set.filter(result__isnull=True):
        try:
            compute(team)
        except Exception as error:
            error.add_note(f"team {team.pk} of exercise {exercise.pk}")
            failed.append(error)
    if failed:
        raise ExceptionGroup("results that could not be computed", failed)


def compute(team: Team) -> Result:
    """A team's result; an exercise that was ended early is played on without orders."""
    at = lives.desk(team.pk)
    entries = lives.orders_of(team.pk)
    body = plain(sim.result(at.scenario, at.seed, at.index, entries))
    version = body["score"]["version"]
    fields = {"sim_version": sim.VERSION, "score_version": version, "body": body}
    with transaction.atomic():
        found, new = Result.objects.get_or_create(team=team, defaults=fields)
        if new:
            leaders.enter(team, found.body)
    return found


def result(team: Team) -> dict[str, Any] | None:
    """A team's result, or None while it is being computed."""
    row = Result.objects.filter(team=team).first()
    return row.body if row else None


def results(exercise: Exercise) -> list[tuple[Team, dict[str, Any] | None]]:
    """All teams of an exercise with their results."""
    return [(team, result(team)) for team in exercise.team_set.order_by("index")]


def log_csv(of: Team | Exercise) -> str:
    """The log with names and router numbers as the world has them; for after the end.

    A team's own leaves out exercise control and what only pages do; an exercise's has it all.
    """
    teams = [of] if isinstance(of, Team) else list(of.team_set.order_by("index"))
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    for team in teams:
        names = {person.token: person.name for person in Participant.objects.filter(team=team)}
        names |= {bot.token: bot.name for bot in Bot.objects.filter(team=team)}
        log = LogEntry.objects.filter(team=team).order_by("log_seq").select_related("words", "team")
        rows.writerows(_lines((row for row in log if of != team or _is_theirs(row)), names))
    return out.getvalue()


def _is_theirs(row: LogEntry) -> bool:
    """Is it something that the team did, or was told of?"""
    return CONTROL not in row.seats and row.payload.get("action") not in UNTOLD


def _lines(rows: Iterable[LogEntry], names: dict[str, str]) -> Iterable[tuple[Any, ...]]:
    for row in rows:
        team, payload = row.team, row.payload
        yield tuple(
            harmless(cell)
            for cell in (
                team.name,
                row.log_seq,
                row.kind,
                reading(row.due_step),
                names.get(row.actor, row.actor),
                payload.get("action", ""),
                " ".join(f"{name}={value}" for name, value in payload.get("args", {}).items()),
                _answer(row),
                row.wall_ms,
                row.prev_hash,
            )
        )


def _answer(row: LogEntry) -> str:
    if row.kind == LogEntry.Kind.REFUSAL:
        return str(Text.of(row.payload["text"]))
    if row.kind == LogEntry.Kind.SEATS:
        return "; ".join(f"{who}: {' '.join(held)}" for who, held in row.payload["holds"].items())
    if row.payload.get("action") == "inject":
        kept = Words.objects.filter(team=row.team_id, erased=False)  # an import's number is foreign
        written = kept.filter(pk=row.payload.get("args", {}).get("words"))
        return "".join(words.body for words in written)
    return row.words.body if row.words else ""


def plain(thing: Any) -> Any:
    """Dataclasses of the simulation as JSON; a Text becomes {"text": id, "params": {}}."""
    if isinstance(thing, Text):
        return {"text": thing.id, "params": plain(thing.params)}
    if hasattr(thing, "__dataclass_fields__"):
        return {name: plain(getattr(thing, name)) for name in thing.__dataclass_fields__}
    if isinstance(thing, dict):
        return {str(key): plain(value) for key, value in thing.items()}
    if isinstance(thing, (list, tuple)):
        return [plain(value) for value in thing]
    return thing.item() if hasattr(thing, "item") else thing
