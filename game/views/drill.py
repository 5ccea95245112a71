"""To learn the console: its first page, its last, and the way back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from game import live, sim
from game.runtime import drills
from game.views import coach
from game.views.border import drill_of, public, real_seat_of

CONSOLE = "/drill/play"  # its addresses are those of the console, below /drill/


@public
@require_http_methods(["GET", "HEAD", "POST"])
def drill(request: HttpRequest) -> HttpResponse:
    """What it is; pressing begins one of one's own, whatever became of the last."""
    if request.method != "POST":
        context = {"briefing": sim.load(drills.SCENARIO).briefing, "steps": coach.titles()}
        return render(request, "drill/drill.html", context | {"seat": real_seat_of(request)})
    _leave(request)
    seat = real_seat_of(request)
    person = drills.begin(seat.name if seat else _("You"))
    response = redirect(CONSOLE)
    live.write_cookie(response, person.secret, live.DRILL)
    return response


@public
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Back to the seat in the exercise, if there is one."""
    _leave(request)
    response = redirect("lobby" if real_seat_of(request) else "front")
    response.delete_cookie(live.DRILL)
    return response


@public
@require_GET
def over(request: HttpRequest) -> HttpResponse:
    return render(request, "drill/over.html", {"seat": real_seat_of(request)})


def _leave(request: HttpRequest) -> None:
    person = drill_of(request)
    if person and person.exercise.state == person.exercise.State.RUNNING:
        drills.leave(person)
        live.ended(person.exercise)
