"""Who is expected: a list by CSV, a personal link for each, and what following it does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from game import sim
from game.models import Exercise, Expected, Participant, Team
from game.runtime import people, sheets
from game.runtime.errors import CannotDo, CannotJoin
from game.runtime.records import By, Change, about, audit
from game.sim.text import Text, text

HEADS = ("name", "team", "role")
MOST = 1_000
State = Exercise.State


@dataclass(frozen=True)
class Line:
    """A person who is expected."""

    name: str
    team: str = ""
    role: str = ""


def read(content: str) -> list[Line]:
    """Lines of name, team and role, with or without a heading. Raises CannotDo with the line."""
    dialect: str = ";" if content.count(";") > content.count(",") else ","
    if "\t" in content and "," not in content:
        dialect = "\t"
    rows = [
        [cell.strip() for cell in row]
        for row in sheets.cells_of("\n".join(content.lstrip("\ufeff").splitlines()), dialect)
    ]
    lines = [_line(number, row) for number, row in enumerate(rows, 1) if any(row)]
    return [line for line in lines if line]


def _line(number: int, row: list[str]) -> Line | None:
    name, team, role = (*row, "", "", "")[:3]
    if number == 1 and name.lower() == HEADS[0]:
        return None
    if not name:
        raise CannotDo(text("Line {number} has no name.", number=number))
    if role.upper() not in ("", *sim.ALL_SEATS):
        seats = ", ".join(sim.ALL_SEATS)
        words = text("Line {number}: a role is one of {seats}.", number=number, seats=seats)
        raise CannotDo(words)
    return Line(name[:60], team[:60], role.upper())


def expect(exercise: Exercise, lines: Iterable[Line], by: By) -> int:
    """Add people to the roster, and the teams that they name. Returns how many are new."""
    with transaction.atomic():
        Exercise.objects.select_for_update().get(pk=exercise.pk)
        known = {(row.name, row.team_name) for row in exercise.expected_set.all()}
        wanted = {(line.name, line.team): line for line in lines}
        fresh = [line for key, line in wanted.items() if key not in known]
        if len(known) + len(fresh) > MOST:
            raise CannotDo(text("A roster has at most {most} people.", most=MOST))
        _make_teams(exercise, [line.team for line in fresh if line.team])
        Expected.objects.bulk_create(
            Expected(exercise=exercise, name=line.name, team_name=line.team, role=line.role)
            for line in fresh
        )
        people_now = {"people": len(known) + len(fresh)}
        audit(exercise, by, "roster.added", Change({"people": len(known)}, people_now))
    return len(fresh)


def _make_teams(exercise: Exercise, names: list[str]) -> None:
    """Teams of the list that there are not yet; after the bell there are no new ones."""
    there = list(exercise.team_set.values_list("name", flat=True))
    new = [name for name in dict.fromkeys(names) if name not in there]
    if new and exercise.has_begun:
        raise CannotDo(text("There is no team {name}.", name=new[0]))
    if len(there) + len(new) > people.MOST_TEAMS:
        raise CannotDo(text("An exercise has 1 to {most} teams.", most=people.MOST_TEAMS))
    first = 1 + max(exercise.team_set.values_list("index", flat=True), default=-1)
    Team.objects.bulk_create(
        Team(exercise=exercise, index=first + place, name=name) for place, name in enumerate(new)
    )


def strike(row: Expected, by: By) -> None:
    """Take a line off the roster; a person who has joined stays."""
    before = {"team": row.team_name, "role": row.role, "participant": row.participant_id}
    audit(row.exercise, by, "roster.struck", Change(before, about=about(row)))
    row.delete()


def of_ticket(ticket: str) -> Expected | None:
    """The roster's line behind a personal link."""
    found = Expected.objects.select_related("exercise", "participant")
    return found.filter(ticket=ticket).first()


def take(ticket: str, team_id: int | None = None) -> Participant:
    """The seat of a personal link: the same person each time, from any device.

    Raises CannotJoin with words for the person.
    """
    row = of_ticket(ticket)
    if row is None:
        raise CannotJoin(text("This link belongs to nobody."))
    with transaction.atomic():
        team = row.exercise.team_set.filter(name=row.team_name).first() if row.team_name else None
        chosen = team.pk if team else team_id
        people.lock(row.exercise_id, chosen)
        row = Expected.objects.select_related("exercise", "participant").get(pk=row.pk)
        return _again(row.participant) if row.participant else _first(row, chosen)


def _again(person: Participant) -> Participant:
    if person.removed:
        raise CannotJoin(REMOVED)
    return person


def _first(row: Expected, team_id: int | None) -> Participant:
    people.door_open(row.exercise)
    team = people.newcomers_team(row.exercise, team_id)
    person = people.seat(team, row.name[:40], row.role)
    Expected.objects.filter(pk=row.pk).update(participant=person)
    return person


REMOVED: Text = text("The facilitator has taken your seat back.")
