"""The week of prevention: a seat's plan, and all teams' for the facilitator."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from game.api import said
from game.api.exercises import READ
from game.api.keys import exercise_of, person_of
from game.api.pages import Limit, Offset, page
from game.api.problems import Problem
from game.api.seats import PLAY, ordering, told
from game.api.shapes import Key, Page, ReceiptOut, WeekMove
from game.models import Exercise, Team, Week
from game.runtime import judging, plans, weeks
from game.sim import cards
from game.sim import week as rules

router = Router(tags=["Week"])
Answer = dict[str, Any] | HttpResponse


@router.get("/seat/week", auth=PLAY, response=dict[str, Any], summary="The week's plan and cards")
def week(request: HttpRequest) -> dict[str, Any]:
    """`cards` say on which days the team could still have them."""
    person = person_of(request)
    found = _week(person.exercise)
    standing = weeks.standing(person.team, found)
    deck = [_card(name, standing) for name in sorted(cards.catalogue())]
    return _plan(person.team, standing) | {
        "days": [said.plain(day) for day in rules.DAYS],
        "cards": deck,
    }


def _week(exercise: Exercise) -> Week:
    found = plans.week_of(exercise)
    if found is None:
        raise Problem(404, _("This exercise has no week."))
    return found


def _plan(team: Team, standing: weeks.Standing) -> dict[str, Any]:
    """What a team has planned, and, when its week is over, what that is worth."""
    return {
        "bought": dict(standing.plan.bought),
        "today": standing.today,
        "over": standing.over,
        "left_s": round(standing.left_s),
        "hours_left": [standing.plan.left(day) for day in range(len(rules.DAYS))],
        "waiting": list(standing.waiting),
        "choices": [_choice(one) for one in standing.choices],
        "forecast": _forecast(team) if standing.over else None,
    }


def _choice(one: weeks.Choice) -> dict[str, Any]:
    move = {"kind": one.move.kind, "day": one.move.day, "card": one.move.card}
    return {"seq": one.seq, "who": one.who, **move, "after_s": round(one.after_s)}


def _forecast(team: Team) -> dict[str, Any]:
    """Expected cost over drawn mornings. By what may be wrong only after the end."""
    found = judging.forecast(team)
    shown = {"of": found.of, "done": found.done}
    for name, estimate in (("plan", found.plan), ("nothing", found.nothing)):
        shown[name] = said.plain(estimate)
        if estimate and team.exercise.state != Exercise.State.ENDED:
            del shown[name]["variants"]
    return shown


def _card(name: str, standing: weeks.Standing) -> dict[str, Any]:
    card = cards.catalogue()[name]
    words = {key: said.plain(getattr(card, key)) for key in ("title", "help", "source")}
    return {
        "card": name,
        **words,
        "hours": card.hours,
        "days": weeks.days_for(standing, name),
        "bought": standing.plan.bought.get(name),
    }


@router.post("/seat/week", auth=PLAY, response={200: ReceiptOut}, summary="Choose for the week")
def choose(request: HttpRequest, sent: WeekMove, key: Key) -> Answer:
    """Buy a card for a day, give one back, or agree that today is done."""
    person = ordering(request)
    move = rules.Move(sent.kind, sent.day, sent.card, person.token)
    return told(weeks.choose(person, move, key))


@router.get(
    "/exercises/{int:pk}/plans",
    auth=READ,
    response=Page,
    summary="All teams' plans, and what they are worth",
)
def every(request: HttpRequest, pk: int, limit: Limit = 50, offset: Offset = 0) -> dict[str, Any]:
    exercise = exercise_of(request, pk)
    found = _week(exercise)

    def shown(team: Team) -> dict[str, Any]:
        plan = _plan(team, weeks.standing(team, found))
        return {"team": team.pk, "name": team.name, **plan}

    return page(request, exercise.team_set.order_by("index"), (limit, offset), shown)
