"""The week of prevention: a team's plan, what the simulation makes of it, the room's look."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from game import live, runtime, texts
from game.forms import PlanForm
from game.models import Exercise, Participant, Team, Week
from game.runtime import judging, plans, weeks
from game.sim import cards
from game.sim import week as rules
from game.views.border import give_seat, player, public, watcher

STATUS = {"accepted": 200, "refused": 422, "conflict": 409}
State = Exercise.State


@public
@require_POST
def solo(request: HttpRequest) -> HttpResponse:
    """Somebody alone begins with the week before."""
    exercise, person = runtime.solo(scenario="knight-week", name=_("You"))
    weeks.begin(exercise, person)
    return give_seat(request, redirect("week"), person)


@player
@require_GET
def page(request: HttpRequest, me: Participant) -> HttpResponse:
    """The plan while it is made, then what was made of it; the morning has pages of its own."""
    week = plans.week_of(me.exercise)
    if week is None or me.exercise.state == State.RUNNING:
        return _onward(request, me)
    context = team_context(me.team, week) | {"me": me, "alone": me.exercise.owner_id is None}
    name = "over" if context["standing"].over else "plan"
    if not request.headers.get("HX-Request"):
        return render(request, f"week/{name}.html", context)
    if request.headers.get("HX-Target") != f"week-{name}":
        return HttpResponse(headers={"HX-Refresh": "true"})  # the last day has closed meanwhile
    return render(request, f"week/{name}_part.html", context)


def _onward(request: HttpRequest, me: Participant) -> HttpResponse:
    to = reverse("console" if me.exercise.state == State.RUNNING else "lobby")
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": to})
    return redirect(to)


@player
@require_POST
def choose(request: HttpRequest, me: Participant) -> HttpResponse:
    """Buy a card, give it back, or agree that the day is done."""
    form = PlanForm(request.POST)
    if not form.is_valid():
        return _told(request, 422, _("Refused: %(why)s") % {"why": _("That cannot be chosen.")})
    sent = form.cleaned_data
    move = rules.Move(sent["kind"], sent["day"], sent["card"], me.token)
    receipt = weeks.choose(me, move, sent["key"])
    words = texts.render(receipt.text)
    if receipt.status != "accepted":
        words = _("Refused: %(why)s") % {"why": words}
    return _told(request, STATUS[receipt.status], words)


def _told(request: HttpRequest, status: int, words: str) -> HttpResponse:
    """The answer's words; the plan then asks for itself. Without htmx the whole page."""
    if not request.headers.get("HX-Request"):
        return redirect("week")
    return HttpResponse(words, status=status, headers={"HX-Trigger-After-Swap": "stale"})


# The facilitator


def start(request: HttpRequest, exercise: Exercise) -> str:
    """A verb of the control room: everybody to the plan."""
    weeks.begin(exercise, request.user)
    live.planning(exercise)
    return _("The week has begun. Each day closes by itself after four minutes.")


def in_room(exercise: Exercise) -> str:
    """What the control room shows of a week: "" (none), "ahead" or "begun"."""
    if not weeks.has_week(exercise):
        return ""
    return "begun" if plans.week_of(exercise) else "ahead"


@watcher
@require_GET
def room_plans(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    """All teams' plans and what the simulation makes of them."""
    week = plans.week_of(exercise)
    teams = exercise.team_set.order_by("index") if week else ()
    rows = [team_context(team, week) for team in teams if week]
    part = request.headers.get("HX-Target") == "plans"
    name = "week/room_part.html" if part else "week/room.html"
    return render(request, name, {"exercise": exercise, "rows": rows, "week": week})


# What the pages print


def team_context(team: Team, week: Week) -> dict[str, Any]:
    """A team's week for its pages."""
    standing = weeks.standing(team, week)
    more = _forecast(team) if standing.over else {}
    return more | {
        "team": team,
        "exercise": team.exercise,
        "standing": standing,
        "days": [_day(number, standing) for number in range(len(rules.DAYS))],
        "cards": [_card(name, standing) for name in _deck()],
        "hours_left": sum(standing.plan.left(day) for day in _open_days(standing)),
        "bought": len(standing.plan.bought),
        "today": "" if standing.over else texts.render(rules.DAYS[standing.today]),
        "left": f"{int(standing.left_s) // 60}:{int(standing.left_s) % 60:02d}",
        "lines": [_line(choice) for choice in reversed(standing.choices)],
        "key": secrets.token_hex(8),
    }


def _deck() -> list[str]:
    """The cards in the order of the page, whatever was bought: small work first, no work last."""
    known = cards.catalogue()
    return sorted(known, key=lambda name: (known[name].hours or rules.HOURS + 1, name))


def _open_days(standing: weeks.Standing) -> range:
    return range(standing.today, len(rules.DAYS))


def _day(number: int, standing: weeks.Standing) -> dict[str, Any]:
    state = "today" if number == standing.today else "later"
    mine = [name for name, day in standing.plan.bought.items() if day == number]
    return {
        "number": number,
        "title": texts.render(rules.DAYS[number]),
        "state": "closed" if number < standing.today else state,
        "left": standing.plan.left(number),
        "slots": rules.HOURS,
        "cards": [
            {
                "name": name,
                "title": texts.render(cards.catalogue()[name].title),
                "hours": cards.catalogue()[name].hours,
                "slots": range(max(1, cards.catalogue()[name].hours)),
            }
            for name in mine
        ],
        "free": range(standing.plan.left(number)),
    }


def _card(name: str, standing: weeks.Standing) -> dict[str, Any]:
    card, plan = cards.catalogue()[name], standing.plan
    known = {
        "name": name,
        "title": texts.render(card.title),
        "help": texts.render(card.help),
        "source": texts.render(card.source),
        "hours": card.hours,
        "days": [(day, texts.render(rules.DAYS[day])) for day in weeks.days_for(standing, name)],
        "on": "",
        "back": False,
    }
    if name in plan.bought:
        day = plan.bought[name]
        known |= {"on": texts.render(rules.DAYS[day]), "back": day >= standing.today}
    return known


def _line(choice: weeks.Choice) -> dict[str, Any]:
    """One line of the week's log: who chose what, and when in the week."""
    move = choice.move
    card = texts.render(cards.catalogue()[move.card].title) if move.card else ""
    day = texts.render(rules.DAYS[move.day])
    said = {
        rules.BUY: _("%(who)s: %(card)s on %(day)s"),
        rules.GIVE_BACK: _("%(who)s gave back: %(card)s"),
        rules.AGREE: _("%(who)s would close %(day)s"),
        rules.CLOSE: _("%(day)s is closed."),
    }
    words = said[move.kind] % {"who": choice.who or _("Somebody"), "card": card, "day": day}
    minutes, seconds = divmod(int(choice.after_s), 60)
    return {"seq": choice.seq, "at": f"{minutes}:{seconds:02d}", "words": words}


def _forecast(team: Team) -> dict[str, Any]:
    found = judging.forecast(team)
    context: dict[str, Any] = {"forecast": found, "saved": None}
    if found.plan and found.nothing:
        context["saved"] = found.nothing.mean_usd - found.plan.mean_usd
    if team.exercise.state == State.ENDED and found.plan:
        context["variants"] = _variants(team.exercise, found)
    return context


def _variants(exercise: Exercise, found: judging.Forecast) -> list[dict[str, Any]]:
    """By what was wrong that morning: only after the end, for it says what may be wrong."""
    known = runtime.scenario_of(exercise).variants
    assert found.plan is not None
    return [
        {"title": texts.render(known[name].title) if name in known else name, "n": n, "mean": mean}
        for name, (n, mean) in found.plan.variants.items()
    ]
