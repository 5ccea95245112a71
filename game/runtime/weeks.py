"""The week of prevention: begin it, choose cards, close days.

A choice is a row of the team's log. Which day it is is computed from when the week began and from
what the team has closed; nothing counts.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from game import clock as wall
from game import sim
from game.models import Exercise, LogEntry, Participant, Team, Week
from game.runtime import commands, plans
from game.runtime.commands import Asked, Line, Receipt
from game.runtime.errors import CannotDo
from game.runtime.mornings import scenario_of
from game.runtime.records import By, audit
from game.sim import week as rules
from game.sim.text import text
from game.sim.week import Move, Plan

Kind = LogEntry.Kind


@dataclass(frozen=True)
class Choice:
    """A line of the week's log: who chose what, and when in the week."""

    seq: int
    who: str
    move: Move
    after_s: float


@dataclass(frozen=True)
class Standing:
    """A team's week as it is now."""

    plan: Plan
    today: int  # len(rules.DAYS) when the week is over
    left_s: float  # real seconds until today closes by itself
    choices: tuple[Choice, ...]
    waiting: tuple[str, ...]  # names of those who have not agreed to close the day

    @property
    def over(self) -> bool:
        return self.today >= len(rules.DAYS)


def has_week(exercise: Exercise) -> bool:
    """Does the week before belong to this exercise?"""
    return scenario_of(exercise).week


def begin(exercise: Exercise, by: By) -> Week:
    """Begin the week for all teams. Raises CannotDo when it cannot begin now."""
    with transaction.atomic():
        list(exercise.team_set.select_for_update().order_by("pk"))
        locked = Exercise.objects.select_for_update().get(pk=exercise.pk)
        if not has_week(locked) or locked.state != Exercise.State.LOBBY:
            raise CannotDo(text("This exercise has no week to begin now."))
        week, new = Week.objects.get_or_create(
            exercise=locked, defaults={"started_ms": wall.now_ms()}
        )
        if new:
            audit(locked, by, "week.begun")
    return week


def standing(team: Team, week: Week) -> Standing:
    """Where the team's week stands. After the start of the morning it is over."""
    rows = plans.moves_of(team.pk)
    plan = rules.plan_of(move for _row, move in rows)
    names = {who.token: who.name for who in Participant.objects.filter(team=team)}
    elapsed = plans.elapsed_s(week)
    today = len(rules.DAYS) if plans.is_settled(team.exercise) else plan.today(elapsed)
    return Standing(
        plan=plan,
        today=today,
        left_s=max(0.0, (today + 1) * rules.DAY_S - elapsed),
        choices=tuple(
            Choice(row.log_seq, names.get(row.actor, ""), move, _since(row, week))
            for row, move in rows
        ),
        waiting=tuple(name for who, name in _present(team).items() if who not in plan.agreed),
    )


def days_for(standing: Standing, card: str) -> list[int]:
    """The days on which the team could have that card now."""

    def is_free(day: int) -> bool:
        try:
            rules.check(standing.plan, Move(rules.BUY, day, card), standing.today)
        except sim.Refused:
            return False
        return True

    return [day for day in range(standing.today, len(rules.DAYS)) if is_free(day)]


def _since(row: LogEntry, week: Week) -> float:
    return max(0, row.wall_ms - week.started_ms) / 1000


def _present(team: Team) -> dict[str, str]:
    people = Participant.objects.present().filter(team=team)
    return {person.token: person.name for person in people}


def choose(person: Participant, move: Move, key: str) -> Receipt:
    """One choice for the team's plan. The same key has one effect and one answer."""
    args = {"day": move.day} | ({"card": move.card} if move.card else {})
    asked = Asked(person, Kind.PLAN, {"action": move.kind, "args": args}, key)
    with transaction.atomic():
        row = commands.locked(person.team_id)
        return commands.repeated(row, asked) or _choose(row, asked, move)


def _choose(row: Team, asked: Asked, move: Move) -> Receipt:
    try:
        plan = _allowed(row, asked.actor, move)
    except sim.Refused as why:
        payload = {"action": move.kind, "text": why.text.row()}
        return commands.answer(commands.append(row, asked, Line(Kind.REFUSAL, 0, payload)))
    entry = commands.append(row, asked, Line(Kind.PLAN, 0, dict(asked.content)))
    agreed = plan.agreed | {entry.actor}
    if move.kind == rules.AGREE and agreed >= set(_present(row)):
        _close(row, move.day)
    return commands.answer(entry)


def _allowed(row: Team, actor: commands.Actor, move: Move) -> Plan:
    """The plan as it is, when the choice is allowed. Raises Refused."""
    exercise = Exercise.objects.get(pk=row.exercise_id)
    week = plans.week_of(exercise)
    if week is None or plans.is_settled(exercise):
        raise sim.Refused(text("The week is over."))
    if not isinstance(actor, Participant) or actor.removed or actor.team_id != row.pk:
        raise sim.Refused(text("You are not in this team."))
    plan = plans.plan_for(row.pk)
    rules.check(plan, move, plan.today(plans.elapsed_s(week)))
    return plan


def _close(row: Team, day: int) -> None:
    """Everybody agrees: the day is over."""
    payload = {"action": rules.CLOSE, "args": {"day": day}}
    commands.append(row, Asked(None, Kind.PLAN, payload, ""), Line(Kind.PLAN, 0, payload))
