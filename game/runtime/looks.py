"""What a team's pages show: its view with its clock, notes and people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from game import clock as wall
from game import sim
from game.models import Bot, LogEntry, Participant, Team
from game.runtime import clocks, lives
from game.runtime.clocks import Clock
from game.runtime.lives import Moved
from game.sim.seats import Seats
from game.sim.text import Text, text

Kind = LogEntry.Kind
HERE_S = 30  # seen within: somebody is in the room
ERASED = text("These words were erased.")


@dataclass(frozen=True)
class Note:
    """A line of the log beside the orders: what somebody wrote, or who holds which seats now."""

    key: str
    kind: str  # note or seats
    step: int
    actor: str
    words: str | Text


@dataclass(frozen=True)
class Person:
    """Somebody in the team, as the others see them."""

    pk: int
    token: str
    name: str
    here: bool
    seats: Seats


@dataclass(frozen=True)
class Look:
    """All that a team's pages are made of. `names` gives the name behind an actor token."""

    seats: Seats  # for whom
    view: sim.View
    clock: Clock
    notes: tuple[Note, ...]
    people: tuple[Person, ...]
    names: dict[str, str]
    moved: Moved


def look(team: Team, seats: Seats = sim.ALL_SEATS) -> Look:
    """The team as these seats see it now."""
    clock = clocks.clock_of(team.exercise_id, team.pk)
    moved, view = lives.see(team.pk, clock, seats)
    members = list(Participant.objects.filter(team=team).prefetch_related("seat_set"))
    names = {person.token: person.name for person in members}
    names |= {bot.token: bot.name for bot in Bot.objects.filter(team=team)}
    return Look(
        seats=seats,
        view=view,
        clock=moved.clock,
        notes=_notes(team, names),
        people=tuple(_person(person) for person in members if not person.removed),
        names=names,
        moved=moved,
    )


def _notes(team: Team, names: dict[str, str]) -> tuple[Note, ...]:
    kept = Q(kind=Kind.SEATS) | Q(words__isnull=False)
    rows = LogEntry.objects.filter(kept, team=team).select_related("words")
    rows = rows.exclude(actor_kind=LogEntry.ActorKind.FACILITATOR)
    return tuple(note for row in rows for note in _lines(row, names))


def _lines(row: LogEntry, names: dict[str, str]) -> Iterator[Note]:
    if row.words:
        words = ERASED if row.words.erased else row.words.body
        yield Note(f"n-{row.log_seq}", "note", row.due_step, row.actor, words)
    for who, seats in row.payload.get("holds", {}).items():
        key = f"n-{row.log_seq}-{who}"
        yield Note(key, "seats", row.due_step, "", _holds(names.get(who, ""), seats))


def _holds(name: str, seats: list[str]) -> Text:
    if not seats:
        return text("{name} holds no seat now.", name=name)
    return text("{name} now holds {seats}.", name=name, seats=", ".join(seats))


def _person(person: Participant) -> Person:
    here = person.last_seen and (wall.now() - person.last_seen).total_seconds() < HERE_S
    return Person(person.pk, person.token, person.name, bool(here), person.seats)
