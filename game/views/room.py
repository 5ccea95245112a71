"""The facilitator's pages: exercises, the control room, everybody's results."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from game import clock, live, runtime, sim, texts
from game.forms import ExerciseForm, PauseForm, PersonForm, SpeedForm
from game.live.frames import encode
from game.live.hub import hub
from game.models import Exercise, Participant, Team
from game.runtime import clocks
from game.sim import reading
from game.views import screens, week
from game.views.border import facilitator, owner
from game.views.front import join_url
from game.views.result import csv_answer, names_of

HERE_S = 30
SPEEDS = (0.5, 1, 2, 4, 7, 20, 60, 300)


@facilitator
@require_http_methods(["GET", "HEAD", "POST"])
def ctl(request: HttpRequest) -> HttpResponse:
    form = ExerciseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        exercise = runtime.create_exercise(request.user, form.cleaned_data)
        return redirect("room", exercise.pk)
    mine = Exercise.objects.filter(owner=request.user).order_by("-created")[:100]
    status = 422 if request.method == "POST" else 200
    return render(request, "room/ctl.html", {"form": form, "exercises": mine}, status=status)


@owner
@require_GET
def room(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    more = {
        "site": settings.PUBLIC_URL.split("://")[-1],
        "join_url": join_url(exercise.code),
        "here_only": settings.HERE_ONLY,
        "scenario": runtime.scenario_of(exercise),
        "pace_title": clocks.pace_of(exercise).title,
    }
    return render(request, "room/room.html", _rows(exercise) | more)


@owner
@require_GET
def room_teams(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    return render(request, "room/teams.html", _rows(exercise))


def _rows(exercise: Exercise) -> dict[str, Any]:
    rows = [_row(row) for row in runtime.room(exercise)]
    exercise.refresh_from_db()
    now = clocks.read(exercise.pk).of(None, clock.now_ms())
    return {
        "exercise": exercise,
        "paused_words": screens.paused_words(now.reason),
        "rows": rows,
        "people": sum(len(row["people"]) for row in rows),
        "clock": now,
        "week": week.in_room(exercise),
        "speeds": SPEEDS,
        "phases": screens.phases(),
        "roles": exercise.seating == Exercise.Seating.ROLES,
        "seats": sim.ALL_SEATS,
        "morning": any(row["phase"] in ("preopen", "open") for row in rows),
    }


def _row(row: runtime.TeamRow) -> dict[str, Any]:
    return vars(row) | {
        "people": [_who(person) for person in row.people],
        "here": sum(1 for who in row.people if _is_here(who)),
        "contained_words": _("yes") if row.contained == "claimed" else "–",
        "last_words": _last(row),
    }


def _who(person: Participant) -> dict[str, Any]:
    known = {"pk": person.pk, "name": person.name, "seats": person.seats}
    return known | {"here": _is_here(person)}


def _is_here(person: Participant) -> bool:
    seen = person.last_seen
    return seen is not None and (clock.now() - seen).total_seconds() < HERE_S


def _last(row: runtime.TeamRow) -> str:
    """The newest order and how long ago it was, in real time."""
    action = sim.ACTIONS.get(row.last_action)
    if action is None or row.last_step is None:
        return _("nothing yet")
    words = {
        "title": texts.render(action.title),
        "at": reading(row.last_step),
        "ago": f"{(row.idle_s or 0) // 60}:{(row.idle_s or 0) % 60:02d}",
    }
    return _("%(title)s at %(at)s (room %(ago)s ago)") % words


@owner
@require_POST
def room_act(request: HttpRequest, exercise: Exercise, verb: str) -> HttpResponse:
    """One of VERBS. The fragment of the teams asks again by itself."""
    if verb not in VERBS:
        raise Http404
    response = HttpResponse(VERBS[verb](request, exercise))
    response.headers["HX-Trigger-After-Swap"] = "stale"
    return response


def _start(request: HttpRequest, exercise: Exercise) -> str:
    runtime.start(exercise, request.user)
    live.started(exercise)
    return _("Started.")


def _pause(request: HttpRequest, exercise: Exercise) -> str:
    form = PauseForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    runtime.pause(exercise, request.user, reason=reason)
    live.changed(exercise)
    return _("Paused for everyone.")


def _resume(request: HttpRequest, exercise: Exercise) -> str:
    runtime.resume(exercise, request.user)
    live.changed(exercise)
    return _("It goes on.")


def _speed(request: HttpRequest, exercise: Exercise) -> str:
    form = SpeedForm(request.POST)
    if not form.is_valid():
        return _("The speed must be between 0.25 and 600.")
    runtime.set_speed(exercise, request.user, form.cleaned_data["speed"])
    live.changed(exercise)
    return _("The speed holds until the next phase begins.")


def _end(request: HttpRequest, exercise: Exercise) -> str:
    runtime.end(exercise, request.user)
    live.ended(exercise)
    return _("Ended.")


def _skip(request: HttpRequest, exercise: Exercise) -> str:
    runtime.skip_aftermath(exercise, request.user)
    live.changed(exercise)
    return _("The afternoon is skipped.")


def _late(request: HttpRequest, exercise: Exercise) -> str:
    allowed = bool(request.POST.get("allowed"))
    runtime.set_late_joining(exercise, allowed, request.user)
    return _("People may join late.") if allowed else _("Nobody joins after the start.")


def _person(request: HttpRequest, exercise: Exercise) -> tuple[Participant, dict[str, Any]]:
    """The participant of this exercise that the form names; 404 for anyone else's."""
    form = PersonForm(request.POST)
    if not form.is_valid():
        raise Http404
    sent = form.cleaned_data
    person = get_object_or_404(Participant, pk=sent["participant"], exercise=exercise)
    return person, sent


def _remove(request: HttpRequest, exercise: Exercise) -> str:
    person, _sent = _person(request, exercise)
    runtime.remove(person, request.user)
    live.removed(person)
    live.reseated(person.team_id)
    return _("Removed.")


def _rename(request: HttpRequest, exercise: Exercise) -> str:
    person, sent = _person(request, exercise)
    if not sent["name"].strip():
        return _("A name needs at least one letter.")
    runtime.rename(person, sent["name"], request.user)
    name = {"t": "name", "person": person.pk, "name": sent["name"].strip()}
    hub.publish(f"team:{person.team_id}", f"name-{person.pk}", encode(name))
    return _("Renamed.")


def _move(request: HttpRequest, exercise: Exercise) -> str:
    person, sent = _person(request, exercise)
    left = person.team_id
    runtime.move(person, get_object_or_404(Team, pk=sent["team"], exercise=exercise), request.user)
    live.regrouped(person)
    for team in (left, sent["team"]):
        live.reseated(team)
    return _("Moved.")


def _seat(request: HttpRequest, exercise: Exercise) -> str:
    person, sent = _person(request, exercise)
    runtime.assign(person, sent["seat"], request.user)
    live.reseated(person.team_id)
    return _("%(name)s now holds %(seat)s.") % {"name": person.name, "seat": sent["seat"]}


VERBS: dict[str, Callable[[HttpRequest, Exercise], str]] = {
    "start": _start,
    "week": week.start,
    "pause": _pause,
    "resume": _resume,
    "speed": _speed,
    "end": _end,
    "skip": _skip,
    "late": _late,
    "remove": _remove,
    "rename": _rename,
    "move": _move,
    "seat": _seat,
}


@owner
@require_GET
def room_results(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    rows = [
        {"team": team, "result": body, "curve_id": f"curve-{team.pk}", "names": names_of(team)}
        for team, body in runtime.results(exercise)
    ]
    return render(request, "room/results.html", {"exercise": exercise, "rows": rows})


@owner
@require_GET
def room_log_csv(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    return csv_answer(runtime.log_csv(exercise), f"log-{exercise.code}.csv")
