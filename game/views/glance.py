"""What the control room's table draws of a team: its seats as lamps, its P&L as a small line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from game import sim, texts
from game.models import Exercise, LogEntry, Observation
from game.runtime import overview, snapshots
from game.runtime.overview import TeamRow
from game.sim.seats import TITLES

WIDTH, HEIGHT = 72, 16  # of the line, in its own units
POINTS = 60  # the newest minutes
Held = dict[int, set[str]]


def glances(exercise: Exercise, rows: Sequence[TeamRow]) -> dict[int, dict[str, Any]]:
    """By team: `lamps`, the `line` of the P&L, and how many `notes` the observers made."""
    begun = exercise.has_begun
    bots = _held_by_bots(exercise) if begun else {}
    curves = snapshots.curves(exercise.pk) if begun else {}
    counted = Observation.objects.filter(exercise=exercise).values_list("team_id")
    notes = dict(counted.annotate(n=Count("pk")).order_by())
    return {
        row.team.pk: {
            "lamps": lamps(row, bots.get(row.team.pk, set())),
            "line": line([cents for _step, cents in curves.get(row.team.pk, [])]),
            "notes": notes.get(row.team.pk, 0),
        }
        for row in rows
    }


def lamps(row: TeamRow, bots: set[str]) -> list[dict[str, str]]:
    """Each seat: lit while somebody who holds it is connected, or a bot plays it."""
    held = [(seat, person) for person in row.people for seat in person.seats]
    lit = {seat for seat, person in held if overview.is_here(person)}
    gone = {seat for seat, _person in held} - lit
    words = _words()
    states = {
        seat: "on" if seat in lit else "bot" if seat in bots else "gone" if seat in gone else "off"
        for seat in sim.ALL_SEATS
    }
    return [
        {"seat": seat, "state": state, "words": f"{texts.render(TITLES[seat])}: {words[state]}"}
        for seat, state in states.items()
    ]


def _words() -> dict[str, str]:
    return {
        "on": _("connected"),
        "bot": _("played by a bot"),
        "gone": _("disconnected"),
        "off": _("nobody"),
    }


def _held_by_bots(exercise: Exercise) -> Held:
    """The seats that bots play, by the logs."""
    kind = LogEntry.Kind.SEATS
    rows = LogEntry.objects.filter(team__exercise=exercise, kind=kind).order_by("log_seq")
    holds: dict[int, dict[str, list[str]]] = {}
    for team_id, payload in rows.values_list("team_id", "payload"):
        holds.setdefault(team_id, {}).update(payload.get("holds", {}))
    return {pk: _of_bots(known.items()) for pk, known in holds.items()}


def _of_bots(holds: Iterable[tuple[str, list[str]]]) -> set[str]:
    return {seat for who, seats in holds if who.startswith("b") for seat in seats}


def line(cents: Sequence[int]) -> str:
    """The points of a polyline from the oldest to the newest; "" for fewer than two."""
    newest = cents[-POINTS:]
    if len(newest) < 2:
        return ""
    top, low = max(*newest, 0), min(*newest, 0)
    wide, high = WIDTH / (len(newest) - 1), (HEIGHT - 2) / max(1, top - low)
    return " ".join(f"{n * wide:.1f},{1 + (top - one) * high:.1f}" for n, one in enumerate(newest))
