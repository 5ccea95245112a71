"""How a morning ended: a team's own result and log."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from game import runtime
from game.models import Exercise, Participant, Team
from game.runtime import awards, pad, remembered
from game.views.border import player
from game.views.pad import noted


@player
@require_GET
def result(request: HttpRequest, me: Participant) -> HttpResponse:
    ended = me.exercise.state == Exercise.State.ENDED
    if not ended and not _over(me):
        return redirect("lobby")
    body = runtime.result(me.team) if ended else None
    if body is None:
        return wait(request, ended=ended)
    context = {
        "result": body,
        "team": me.team,
        "me": me,
        "exercise": me.exercise,
        "alone": me.exercise.owner_id is None,
        "csv_url": reverse("log_csv"),
        "curve_id": "curve",
        "names": names_of(me.team),
        "probes": _probes(me.team),
        "awards": awards.standing(me.team),
        "observed": [noted(one) for one in pad.shared_with(me.team)],
    }
    return render(request, "result/result.html", context)


def _probes(team: Team) -> remembered.Remembered | None:
    """What the team answered from memory; none where nobody was asked."""
    found = remembered.of_team(team)
    return found if found.answers or not found.complete else None


def _over(me: Participant) -> bool:
    """True when this team's day is done while others may still be at it."""
    running = me.exercise.state == Exercise.State.RUNNING
    if not running:
        return False
    look = runtime.look(me.team, runtime.seats_of(me))
    return look.view.over or look.clock.reason == "end"


def wait(request: HttpRequest, *, ended: bool) -> HttpResponse:
    """Other teams are at it, or a worker still computes; the page asks again by itself."""
    response = render(request, "result/wait.html", {"ended": ended})
    response.headers["Refresh"] = "2"
    return response


def names_of(team: Team) -> dict[str, str]:
    """Names behind the actors of a team's log."""
    return {person.token: person.name for person in Participant.objects.filter(team=team)}


@player
@require_GET
def log_csv(request: HttpRequest, me: Participant) -> HttpResponse:
    if me.exercise.state != Exercise.State.ENDED:
        return HttpResponse(status=403)
    return csv_answer(runtime.log_csv(me.team), f"log-{me.exercise.code}-{me.team.index + 1}.csv")


def csv_answer(body: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body, content_type="text/csv; charset=utf-8", headers=headers)
