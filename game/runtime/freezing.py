"""Questions from memory: everybody's clock stands for them until all have answered.

When the clock stops, and that it goes on by itself after a minute, is arithmetic (`timing`). What
ends a freeze sooner is a row: a facilitator's resume, or that nobody's answer is missing.
"""

from __future__ import annotations

from game import clock as wall
from game.models import Exercise, LogEntry, Participant, Team
from game.runtime import clocks
from game.runtime.commands import ANSWER
from game.runtime.overview import is_here
from game.runtime.timing import PROBE
from game.sim.probes import EACH


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
