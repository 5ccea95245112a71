"""The master list as a table that leaves and comes back: what is planned, and what became of it."""

from __future__ import annotations

from typing import Any

from game.models import Exercise
from game.runtime import injecting
from game.runtime.errors import CannotDo
from game.sim import injects
from game.sim.clock import STEPS, at, reading
from game.sim.milestones import described
from game.sim.text import text

HEADS = ("number", "name", "title", "kind", "objective", "seats", "comes", "plan", "expected")
OUTCOMES = ("delivered", "seen", "acted")
WORDS = {injects.AUTO: "auto", injects.HELD: "hold", injects.SKIPPED: "skip", injects.OWN: "own"}


def rows(exercise: Exercise) -> list[list[Any]]:
    """Heading and lines: the plan first, then three columns for each team."""
    table = injecting.table(exercise)
    teams = [told.team for told in table[0].told if told.team]
    heads = [f"{team.name}: {outcome}" for team in teams for outcome in OUTCOMES]
    return [[*HEADS, *heads], *(_cells(row) for row in table)]


def _cells(row: injecting.Row) -> list[Any]:
    inject = row.inject
    comes = "; ".join(str(words) for words in described(inject.trigger))
    outcomes = [
        _time(step)
        for told in row.told
        if told.team
        for step in (told.delivered, told.seen, told.acted)
    ]
    return [
        inject.number,
        row.name,
        str(inject.title),
        inject.kind,
        inject.objective,
        " ".join(inject.seats),
        comes,
        plan_words(row.planned),
        str(inject.expected),
        *outcomes,
    ]


def plan_words(planned: str | int) -> str:
    """auto, hold, skip, own, or the time."""
    return reading(planned) if isinstance(planned, int) else WORDS[planned]


def _time(step: int | None) -> str:
    return "" if step is None else reading(step)


def plans(cells: list[list[str]]) -> dict[str, str | int]:
    """The plan in a table with the columns name and plan. Raises CannotDo with the line."""
    heads = [cell.lower() for cell in cells[0]] if cells else []
    if "name" not in heads or "plan" not in heads:
        raise CannotDo(text("The table needs the columns name and plan."))
    name, plan = heads.index("name"), heads.index("plan")
    found: dict[str, str | int] = {}
    for number, row in enumerate(cells[1:], 2):
        if len(row) > max(name, plan) and row[name] and row[plan] not in ("", "own"):
            found[_known(number, row[name])] = _plan(number, row[plan])
    return found


def _known(number: int, name: str) -> str:
    every = injects.injects()
    if name not in every or not every[name].movable:
        raise CannotDo(
            text("Line {number}: nobody can move {name}.", number=number, name=name[:40])
        )
    return name


def _plan(number: int, said: str) -> str | int:
    if said in ("auto", "hold", "skip"):
        return said
    try:
        step = at(said)
    except (ValueError, IndexError):
        step = -1
    if not 0 <= step < STEPS:
        raise CannotDo(
            text(
                "Line {number}: a plan is auto, hold, skip or a time such as 09:40.", number=number
            )
        )
    return step
