"""Looking over a shoulder: what a seat of a team sees now, and nothing that could be pressed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from game import runtime, sim
from game.models import Exercise, Participant, Team
from game.sim.seats import ordered
from game.views import screens
from game.views.border import watcher

ALL = "all"


@watcher
@require_GET
def room_mirror(request: HttpRequest, exercise: Exercise, team: int, seats: str) -> HttpResponse:
    """The panels of a console, by the same templates; `seats` is "all" or like "IC-COM"."""
    one = get_object_or_404(Team, pk=team, exercise=exercise)
    if not exercise.has_begun:
        return redirect("room", exercise.pk)
    look = runtime.look(one, _seats(seats))
    nobody = Participant(exercise=exercise, team=one)
    context = screens.context(look, nobody) | {"follows": screens.follows(), "exercise": exercise}
    context["instruments"] = [item | {"open": True} for item in context["instruments"]]
    return render(request, "room/mirror.html", context | {"key": seats, "seats": sim.ALL_SEATS})


def _seats(key: str) -> tuple[str, ...]:
    """The seats that the address names. 404 for one that there is not."""
    if key == ALL:
        return sim.ALL_SEATS
    asked = key.split("-")
    if not set(asked) <= set(sim.ALL_SEATS):
        raise Http404
    return ordered(asked)
