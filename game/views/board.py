"""The team's own table: beliefs, tasks, signs to close, decisions."""

from __future__ import annotations

from typing import Any

from game import runtime, texts
from game.sim.view import Check, Record
from game.views import offers, story

UNSAVED = 10  # percent: where a slider stands before anybody has said anything
Printed = dict[str, Any]


def board(look: runtime.Look, own: dict[str, Printed]) -> Printed:
    """What the tabs of the team's panel print, with how much waits in each."""
    tasks = [_task(row, look, own.get("read_back")) for row in _of(look, "assign")]
    checks = [_check(check) for check in look.view.checks]
    return {
        "beliefs": _beliefs(look, own.get("believe")),
        "tasks": sorted(tasks, key=lambda task: (task["heard"], -task["seq"])),
        "checks": sorted(checks, key=lambda check: check["step"] is not None),
        "decisions": [_decision(row, look) for row in reversed(_of(look, "decision"))],
        "waits": {
            "tasks": sum(task["mine"] and not task["heard"] for task in tasks),
            "checks": sum(check["step"] is None for check in checks),
        },
    }


def _of(look: runtime.Look, kind: str) -> list[Record]:
    return [row for row in look.view.records if row.kind == kind]


def _beliefs(look: runtime.Look, offer: Printed | None) -> Printed:
    """The sliders by router number as shown, and the choice of a mechanism."""
    known = look.view.board
    numbers = range(1, look.view.routers + 1)
    saved = known.p or (UNSAVED,) * len(numbers)
    choice = next((f for f in offer["fields"] if f["name"] == "mechanism"), None) if offer else None
    words = {key: texts.render(label) for key, label in choice["choices"]} if choice else {}
    return {
        "rows": [{"n": n, "name": f"p{n}", "p": p} for n, p in zip(numbers, saved, strict=False)],
        "choice": choice,
        "mechanism": known.mechanism,
        "mechanism_words": words.get(known.mechanism, known.mechanism),
        "step": known.step,
        "who": story.name_of(look, known.by),
        "offer": offer,
    }


def _task(row: Record, look: runtime.Look, offer: Printed | None) -> Printed:
    """An assignment: open until the seat that it is for has read it back."""
    heard = str(row.seq) not in dict(offers.open_tasks(look.view))
    mine = row.data.get("seat") in look.seats
    field = offer["fields"][0]["name"] if offer and offer["fields"] else ""
    return {
        "seq": row.seq,
        "step": row.step,
        "task": story.task(row),
        "whom": story.whom(row, look),
        "minutes": row.data.get("minutes"),
        "heard": heard,
        "mine": mine,
        "field": field if mine and not heard else "",
    }


def _check(check: Check) -> Printed:
    return {"key": check.key, "title": texts.render(check.title), "step": check.step}


def _decision(row: Record, look: runtime.Look) -> Printed:
    return {
        "seq": row.seq,
        "step": row.step,
        **{
            name: offers.choice_words("decision_record", name, row.data.get(name))
            for name in ("action", "expects", "abort")
        },
        "who": next(
            (story.name_of(look, line.actor) for line in look.view.log if line.seq == row.seq), ""
        ),
    }
