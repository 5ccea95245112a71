"""What the control room's buttons do: the clock, people, seats, for all teams or one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from game import live, runtime
from game.forms import OneTeamForm, PauseForm, PersonForm, SpeedForm, TeamSizeForm
from game.live.frames import encode, go
from game.live.hub import hub
from game.models import Exercise, Participant, Team
from game.runtime import clocks, people, schedule
from game.views import week
from game.views.border import runner

JUMP_S = 120


@runner
@require_POST
def room_act(request: HttpRequest, exercise: Exercise, verb: str) -> HttpResponse:
    """One of VERBS. The fragment of the teams asks again by itself."""
    if verb not in VERBS:
        raise Http404
    response = HttpResponse(VERBS[verb](request, exercise))
    response.headers["HX-Trigger-After-Swap"] = "stale"
    return response


def _one(request: HttpRequest, exercise: Exercise) -> Team | None:
    """The team of this exercise that the form names; None: all. 404 for anyone else's."""
    form = OneTeamForm(request.POST)
    if not form.is_valid():
        raise Http404
    pk = form.cleaned_data["team"]
    return None if pk is None else get_object_or_404(Team, pk=pk, exercise=exercise)


def _start(request: HttpRequest, exercise: Exercise) -> str:
    runtime.start(exercise, request.user)
    live.started(exercise)
    return _("Started.")


def _pause(request: HttpRequest, exercise: Exercise) -> str:
    team, form = _one(request, exercise), PauseForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    runtime.pause(exercise, request.user, reason, team)
    live.changed(exercise)
    if team:
        return _("Paused for %(team)s.") % {"team": team.name}
    return _("Paused for everyone.")


def _resume(request: HttpRequest, exercise: Exercise) -> str:
    runtime.resume(exercise, request.user, _one(request, exercise))
    live.changed(exercise)
    return _("It goes on.")


def _speed(request: HttpRequest, exercise: Exercise) -> str:
    team, form = _one(request, exercise), SpeedForm(request.POST)
    if not form.is_valid():
        return _("The speed must be between 0.25 and 600.")
    runtime.set_speed(exercise, request.user, form.cleaned_data["speed"], team)
    live.changed(exercise)
    return _("The speed holds until the next phase begins.")


def _ahead(request: HttpRequest, exercise: Exercise) -> str:
    clocks.jump(exercise, request.user, JUMP_S, _one(request, exercise))
    live.changed(exercise)
    return _("Two minutes have passed.")


def _end(request: HttpRequest, exercise: Exercise) -> str:
    team = _one(request, exercise)
    if team is None:
        runtime.end(exercise, request.user)
        live.ended(exercise)
        return _("Ended.")
    clocks.finish_team(exercise.pk, team.pk, request.user)
    hub.publish(f"team:{team.pk}", "go", encode(go("/result")))
    return _("The morning of %(team)s is over.") % {"team": team.name}


def _skip(request: HttpRequest, exercise: Exercise) -> str:
    runtime.skip_aftermath(exercise, request.user)
    live.changed(exercise)
    return _("The afternoon is skipped.")


def _late(request: HttpRequest, exercise: Exercise) -> str:
    allowed = bool(request.POST.get("allowed"))
    runtime.set_late_joining(exercise, allowed, request.user)
    return _("People may join late.") if allowed else _("Nobody joins after the start.")


def _lock(request: HttpRequest, exercise: Exercise) -> str:
    locked = bool(request.POST.get("locked"))
    schedule.set_locked(exercise, locked, request.user)
    return _("Nobody new comes in.") if locked else _("The code opens the door again.")


def _size(request: HttpRequest, exercise: Exercise) -> str:
    form = TeamSizeForm(request.POST)
    if not form.is_valid():
        return _("A team has 1 to 6 people.")
    schedule.set_team_size(exercise, form.cleaned_data["size"], request.user)
    return _("The new size holds for whoever comes from now on.")


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
    return _("Removed. You can let them back in.")


def _readmit(request: HttpRequest, exercise: Exercise) -> str:
    person, _sent = _person(request, exercise)
    people.readmit(person, request.user)
    live.reseated(person.team_id)
    return _("%(name)s may come back.") % {"name": person.name}


def _rename(request: HttpRequest, exercise: Exercise) -> str:
    person, sent = _person(request, exercise)
    if not sent["name"].strip():
        return _("A name needs at least one letter.")
    runtime.rename(person, sent["name"], request.user)
    live.renamed(person, sent["name"].strip())
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
    "ahead": _ahead,
    "end": _end,
    "skip": _skip,
    "late": _late,
    "lock": _lock,
    "size": _size,
    "remove": _remove,
    "readmit": _readmit,
    "rename": _rename,
    "move": _move,
    "seat": _seat,
}
