"""Teams of an exercise: added, renamed, locked for newcomers, taken away."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from game.models import Bot, Exercise, Expected, LogEntry, Participant, Team
from game.runtime.errors import CannotDo
from game.runtime.people import MOST_TEAMS, TEAM_NAME_LENGTH, free_name, lock
from game.runtime.records import By, Change, about, audit
from game.sim.text import text


def add(exercise: Exercise, name: str, by: By) -> Team:
    """One more. Raises CannotDo after the start, for a name that is taken, or too many."""
    with transaction.atomic():
        lock(exercise.pk)
        exercise.refresh_from_db()
        _need_before(exercise)
        if exercise.team_set.count() >= MOST_TEAMS:
            raise CannotDo(text("An exercise has 1 to {most} teams.", most=MOST_TEAMS))
        last = exercise.team_set.aggregate(last=Max("index"))["last"]
        team = Team(exercise=exercise, index=0 if last is None else last + 1)
        team.name = free_name(team, name[:TEAM_NAME_LENGTH])
        team.save()
        audit(exercise, by, "team.added", Change({}, {"name": team.name}, about(team)))
    return team


def drop(team: Team, by: By) -> None:
    """Take away one that nobody needs. Raises CannotDo, saying what stands against it."""
    with transaction.atomic():
        lock(team.exercise_id, team.pk)
        exercise = Exercise.objects.get(pk=team.exercise_id)
        _need_before(exercise)
        _need_nobody(team)
        if exercise.team_set.count() == 1:
            raise CannotDo(text("An exercise has 1 to {most} teams.", most=MOST_TEAMS))
        audit(exercise, by, "team.dropped", Change({"name": team.name}, {}, about(team)))
        team.delete()


def _need_before(exercise: Exercise) -> None:
    if exercise.has_begun:
        raise CannotDo(text("It has begun: its teams stay as they are."))


def _need_nobody(team: Team) -> None:
    """Raise CannotDo while somebody or something is in it."""
    if Participant.objects.filter(team=team).exists():
        raise CannotDo(text("People are or were in this team: move them first."))
    if Bot.objects.filter(team=team, active=True).exists():
        raise CannotDo(text("Bots play in this team: send them home first."))
    if Expected.objects.filter(exercise=team.exercise_id, team_name=team.name).exists():
        raise CannotDo(text("The roster names this team: strike those lines first."))
    if LogEntry.objects.filter(team=team).exists():
        raise CannotDo(text("This team's log has begun: the team stays."))


def set_locked(team: Team, flag: bool, by: By) -> None:
    """Let nobody new into this team, or again; whoever is in it stays."""
    with transaction.atomic():
        lock(team.exercise_id, team.pk)
        before = Team.objects.get(pk=team.pk).locked
        Team.objects.filter(pk=team.pk).update(locked=flag)
        words = Change({"locked": before}, {"locked": flag}, about(team))
        audit(team.exercise, by, "team.locked", words)
