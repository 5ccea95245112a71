"""What teams planned in their week: read from the log, which alone knows it."""

from __future__ import annotations

from game import clock as wall
from game.models import Exercise, LogEntry, Week
from game.sim.week import Move, Plan, plan_of

State = Exercise.State


def moves_of(team_id: int) -> list[tuple[LogEntry, Move]]:
    """The choices of a team, with their rows of the log, oldest first."""
    rows = LogEntry.objects.filter(team_id=team_id, kind=LogEntry.Kind.PLAN).order_by("log_seq")
    return [(row, _move(row)) for row in rows]


def _move(row: LogEntry) -> Move:
    args = row.payload["args"]
    return Move(row.payload["action"], args.get("day", 0), args.get("card", ""), row.actor)


def plan_for(team_id: int) -> Plan:
    """What the team has chosen so far."""
    return plan_of(move for _row, move in moves_of(team_id))


def bought_by(team_id: int) -> tuple[str, ...]:
    """The cards with which the team goes into its morning."""
    return tuple(sorted(plan_for(team_id).bought))


def week_of(exercise: Exercise) -> Week | None:
    """The exercise's week once it has begun."""
    return Week.objects.filter(exercise=exercise).first()


def elapsed_s(week: Week) -> float:
    """Real seconds since the week began."""
    return max(0, wall.now_ms() - week.started_ms) / 1000


def is_settled(exercise: Exercise) -> bool:
    """Has its morning begun? Then no plan changes any more."""
    return exercise.has_begun
