"""Questions from memory: everybody's clock stands for them until all have answered.

When the clock stops, and that it goes on by itself after a minute, is arithmetic (`timing`). What
ends a freeze sooner is a row: a facilitator's resume, or that nobody's answer is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from game import clock as wall
from game.models import Exercise, LogEntry, Participant, Team
from game.runtime import clocks
from game.runtime.commands import ANSWER
from game.runtime.looks import Look
from game.runtime.overview import is_here
from game.runtime.timing import PROBE
from game.sim.probes import EACH
from game.sim.view import Board, Incident

UNKNOWN = -1  # how frames write what is not to be seen
BARE: dict[str, Any] = {
    **dict.fromkeys(
        ("fleet", "messages", "mail", "positions", "movers", "clients", "rules", "records",
         "checks", "evidence", "pending", "offers", "log", "history"),
        (),
    ),
    "positions_asof": UNKNOWN,
    "limits": None,
    "incident": Incident(None, "", "", (), "no", None, 0),
    "board": Board((), "", None),
}  # fmt: skip


def is_covered(panes: dict[str, int]) -> bool:
    """Do these panes' versions belong to a second whose screens are covered?"""
    return bool(panes.get(PROBE))


def covered(look: Look) -> Look:
    """What a program sees of a team meanwhile: as on the pages, the questions and no screen."""
    view = look.view
    if view.probe is None:
        return look
    panes = {PROBE: view.panes[PROBE]}
    bare = replace(view, numbers=blank(view.numbers), panes=panes, **BARE)
    return replace(look, view=bare, notes=())


def blank(numbers: Sequence[int]) -> tuple[int, ...]:
    """As many numbers, and nothing in them."""
    return (UNKNOWN,) * len(numbers)


def thaw_answered() -> list[Exercise]:
    """Let exercises go on whose people have all answered; those that did."""
    thawed = []
    for exercise in Exercise.objects.running().filter(probes=True):
        if _is_answered(exercise):
            clocks.thaw(exercise)
            thawed.append(exercise)
    return thawed


def _is_answered(exercise: Exercise) -> bool:
    known, now = clocks.read(exercise.pk), wall.now_ms()
    for team in exercise.team_set.all():
        clock = known.of(team.pk, now)
        if clock.reason not in (PROBE, "end"):
            return False
        if clock.reason == PROBE and _missing(team, clock.step):
            return False
    return True


def _missing(team: Team, step: int) -> bool:
    """Does an answer of somebody who is here still lack?"""
    people = Participant.objects.present().filter(team=team)
    here = {person.token for person in people if is_here(person)}
    rows = LogEntry.objects.filter(
        team=team, kind=LogEntry.Kind.ORDER, due_step__gt=step, payload__action=ANSWER
    )
    given = {(row.actor, row.payload["args"]["question"]) for row in rows}
    return any(sum(who == one for who, _ in given) < EACH for one in here)
