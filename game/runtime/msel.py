"""The master list as a table that leaves and comes back: what is planned, and what became of it.

Lines of the list come back with their plan; lines of one's own with all that was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from game.models import Exercise, User
from game.runtime import injecting, own
from game.runtime.errors import CannotDo
from game.runtime.injecting import Told
from game.runtime.own import Draft, Wrong
from game.sim import injects
from game.sim.clock import STEPS, at, reading
from game.sim.milestones import described
from game.sim.text import Text, text

LISTED = ("number", "name", "title", "kind", "objective", "seats", "comes", "plan", "expected")
WRITTEN = ("channel", "from", "teams", "trigger", "words", "answer")
HEADS = (*LISTED, *WRITTEN)
OUTCOMES = ("delivered", "seen", "acted")
WORDS = {injects.AUTO: "auto", injects.HELD: "hold", injects.SKIPPED: "skip", injects.OWN: "own"}
CHANNELS = {"call": "phone", "announcement": "notice"}  # as people say it
COLUMN = {"sender": "from"}  # of a field, where it is called otherwise
NAME = re.compile(rf"{own.NAME}[0-9a-z]{{1,12}}\Z")
SEPARATOR = "; "

# Out


def rows(exercise: Exercise) -> list[list[Any]]:
    """Heading and lines: the plan and what was written, then three columns for each team."""
    teams = list(exercise.team_set.order_by("index"))
    before = not exercise.has_begun
    after = [] if before else [team.pk for team in teams]
    heads = [f"{team.name}: {told}" for team in teams for told in OUTCOMES if not before]
    names = {team.index: team.name for team in teams}
    listed = [_cells(row) + _outcomes(row.told, after) for row in injecting.table(exercise)]
    mine = [_written(row, names) + _outcomes(row.told, after) for row in own.table(exercise)]
    return [[*HEADS, *heads], *listed, *mine]


def _cells(row: injecting.Row) -> list[Any]:
    inject = row.inject
    return [
        inject.number,
        row.name,
        str(inject.title),
        inject.kind,
        inject.objective,
        " ".join(inject.seats),
        comes(inject.trigger),
        plan_words(row.planned),
        str(inject.expected),
        inject.channel,
        "",
        "",
        inject.trigger,
        "",
        "",
    ]


def _written(row: own.Row, names: dict[int, str]) -> list[Any]:
    inject = row.inject
    return [
        inject.number,
        inject.name,
        inject.title,
        "own",
        "",
        " ".join(inject.seats),
        comes(inject.trigger),
        "",
        inject.expected,
        inject.channel,
        inject.sender,
        SEPARATOR.join(names.get(index, "") for index in inject.teams),
        inject.trigger,
        inject.body,
        inject.answer,
    ]


def comes(trigger: str) -> str:
    """When something comes, in words."""
    return SEPARATOR.join(str(words) for words in described(trigger))


def _outcomes(every: tuple[Told, ...], teams: list[int]) -> list[str]:
    told = {one.team.pk: one for one in every if one.team}
    return [
        _time(getattr(told[pk], outcome)) if pk in told else ""
        for pk in teams
        for outcome in OUTCOMES
    ]


def plan_words(planned: str | int) -> str:
    """auto, hold, skip, own, or the time."""
    return reading(planned) if isinstance(planned, int) else WORDS[planned]


def _time(step: int | None) -> str:
    return "" if step is None else reading(step)


# In


@dataclass(frozen=True)
class Line:
    """A line that says something; `cells` by the heading of their columns, in small letters."""

    number: int
    cells: dict[str, str]

    def wrong(self, column: str, why: Text) -> CannotDo:
        return CannotDo(
            text(
                "Line {number}, column {column}: {why}", number=self.number, column=column, why=why
            )
        )


def bring(exercise: Exercise, by: User, cells: list[list[str]]) -> int:
    """Take over a table: plans of the list, and injects of one's own by their names.

    What it does not name stays. Returns how many lines changed something. Raises CannotDo with
    line and column; then nothing is taken over.
    """
    lines = _lines(cells)
    plans = [(line, *_planned(line)) for line in lines if not _is_own(line)]
    plans = [one for one in plans if one[2] != ""]
    known = injecting.stands(exercise) if plans else {}
    teams = {team.name.casefold(): team.index for team in exercise.team_set.all()}
    mine = [(line, _draft(line, teams)) for line in lines if _is_own(line)]
    _need_once(lines)
    changed = 0
    with transaction.atomic():
        for line, name, plan in plans:
            with _at(line, "plan"):
                changed += injecting.set_one(exercise, by, (name, plan), known)
        for line, draft in mine:
            with _at(line, "name"):
                changed += _bring_own(exercise, by, line.cells.get("name", ""), draft)
    return changed


def _lines(cells: list[list[str]]) -> list[Line]:
    heads = [cell.lower() for cell in cells[0]] if cells else []
    if "name" not in heads or not {"plan", "words"} & set(heads):
        raise CannotDo(text("The table needs the columns name and plan, or name and words."))
    lines = [Line(n, dict(zip(heads, row, strict=False))) for n, row in enumerate(cells[1:], 2)]
    return [line for line in lines if any(line.cells.values())]


def _need_once(lines: list[Line]) -> None:
    seen: set[str] = set()
    for line in lines:
        name = line.cells.get("name", "")
        if name and name in seen:
            raise line.wrong("name", text("{name} stands there twice.", name=name[:40]))
        seen.add(name)


def _is_own(line: Line) -> bool:
    name = line.cells.get("name", "")
    return name.startswith(own.NAME) or (not name and bool(line.cells.get("words")))


@contextmanager
def _at(line: Line, column: str) -> Iterator[None]:
    """Say of what goes wrong in which line it does, and in which column."""
    try:
        yield
    except Wrong as why:
        raise line.wrong(COLUMN.get(why.field, why.field), why.text) from None
    except CannotDo as why:
        raise line.wrong(column, why.text) from None


def _bring_own(exercise: Exercise, by: User, name: str, draft: Draft) -> bool:
    """Add it, or change the one of that name. False: it was like that already."""
    if not name or not own.is_there(exercise, name):
        own.add(exercise, by, draft, name)
        return True
    return own.change(exercise, by, name, draft)


def _draft(line: Line, teams: dict[str, int]) -> Draft:
    """What a line of one's own says. Raises CannotDo for what cannot be read."""
    cells = line.cells
    if cells.get("name") and not NAME.match(cells["name"]):
        raise line.wrong("name", text("A name of your own is like own-1f3a9c, or empty."))
    channel = cells.get("channel", "").lower() or "mail"
    return Draft(
        body=cells.get("words", ""),
        channel=CHANNELS.get(channel, channel),
        sender=cells.get("from", "").lower() or "control",
        trigger=cells.get("trigger", ""),
        title=cells.get("title", ""),
        seats=tuple(re.findall(r"[^\s,;-]+", cells.get("seats", "").upper())),
        teams=_teams(line, teams),
        expected=cells.get("expected", ""),
        answer=cells.get("answer", ""),
    )


def _teams(line: Line, known: dict[str, int]) -> tuple[int, ...]:
    said = line.cells.get("teams", "").strip().casefold()
    if said in ("", "all"):
        return ()
    names = [said] if said in known else [name.strip() for name in said.split(";") if name.strip()]
    missing = [name for name in names if name not in known]
    if missing:
        raise line.wrong("teams", text("There is no team {name}.", name=missing[0][:60]))
    return tuple(known[name] for name in names)


def plans(cells: list[list[str]]) -> dict[str, str | int]:
    """The plan in a table with the columns name and plan. Raises CannotDo with the line."""
    found = [_planned(line) for line in _lines(cells)]
    return {name: plan for name, plan in found if plan != ""}


def _planned(line: Line) -> tuple[str, str | int]:
    """Which inject of the list, and its plan; "" for one that says none."""
    name, said = line.cells.get("name", ""), line.cells.get("plan", "").casefold()
    every = injects.injects()
    if name and name not in every:
        raise line.wrong("name", text("There is no inject {name}.", name=name[:40]))
    if not name or said in ("", "own"):
        return name, ""
    if not every[name].movable:
        raise line.wrong("name", text("Nobody can move {name}.", name=name[:40]))
    if said in ("auto", "hold", "skip"):
        return name, said
    try:
        step = at(said)
    except (ValueError, IndexError):
        step = STEPS
    if step >= STEPS:
        raise line.wrong("plan", text("It is auto, hold, skip or a time such as 09:40."))
    return name, step
