"""What counts as a first attempt: who has played a scenario's variant before, as far as is known.

People have no accounts. They are known by the browser that they come back with while it keeps
their seat, and a team by its name within a series of one organisation or facilitator. Practice
and mornings with bots count as played: who has seen a variant once knows what is wrong.
"""

from __future__ import annotations

from django.db.models import F, Q, QuerySet

from game import clock as wall
from game import sim
from game.models import Bot, Exercise, LogEntry, Participant, Team
from game.models.exercises import new_secret
from game.runtime.mornings import scenario_of
from game.sim.scenario import BadScenario

State = Exercise.State


def same_browser(before: Participant, now: Participant) -> None:
    """Remember that these two are one browser's, until either is erased."""
    if before.pk == now.pk or before.erased or now.browser:
        return
    mark = before.browser or new_secret()
    Participant.objects.filter(pk__in=[before.pk, now.pk]).update(browser=mark)
    before.browser = now.browser = mark


def helped(team: Team) -> bool:
    """Do bots sit at this desk, or has one ever ordered anything there?

    Those that were sent home before they did anything have helped nobody.
    """
    bots = list(Bot.objects.filter(team=team))
    tokens = [bot.token for bot in bots]
    sits = any(bot.active and bot.covers_id is None for bot in bots)
    return sits or LogEntry.objects.filter(team=team, actor__in=tokens).exists()


def is_first(team: Team, played: sim.Scenario) -> bool:
    """Has nobody of this team played the variant before, at any level?"""
    return not any(
        (found := _played(one)) and (found.name, found.variant) == (played.name, played.variant)
        for one in _earlier(team)
    )


def _earlier(team: Team) -> QuerySet[Exercise]:
    """Mornings that began before this one and that these people, or this team, had a part in."""
    mine = team.exercise
    begun = Exercise.objects.filter(drill=False, started__lt=mine.started or wall.now())
    ids = [*_by_people(team), *_by_name(team)]
    return begun.filter(pk__in=ids, state__in=(State.RUNNING, State.ENDED)).exclude(pk=mine.pk)


def _by_people(team: Team) -> QuerySet[Participant, int]:
    marks = team.participant_set.present().exclude(browser="").values("browser")
    stayed = Q(removed=False) | Q(last_seen__gte=F("exercise__started"))
    seen = Participant.objects.filter(stayed, browser__in=marks)
    return seen.values_list("exercise", flat=True)


def _by_name(team: Team) -> QuerySet[Team, int]:
    mine = team.exercise
    if mine.organisation_id is None and mine.owner_id is None:
        return Team.objects.none().values_list("exercise", flat=True)  # alone: one name for all
    whose = {"organisation": mine.organisation_id}
    if mine.organisation_id is None:
        whose["owner"] = mine.owner_id
    same = {f"exercise__{name}": value for name, value in whose.items()}
    named = Team.objects.filter(
        name__iexact=team.name, exercise__cohort=mine.cohort, participant__isnull=False, **same
    )
    return named.values_list("exercise", flat=True)


def _played(exercise: Exercise) -> sim.Scenario | None:
    """What it was; None for one whose scenario is no longer there."""
    try:
        return scenario_of(exercise).of(sim.seed_text(exercise.seed))
    except (KeyError, BadScenario):
        return None
