"""What the control room's buttons do: the clock, people, seats, for all teams or one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from game import live, runtime
from game.forms import OneTeamForm, PauseForm, PersonForm, SpeedForm, TeamSizeForm
from game.live.acts import show
from game.models import Exercise, Participant, Team
from game.runtime import acts, clocks, injecting, people, schedule
from game.runtime.acts import Meant
from game.runtime.seating import seats_in
from game.sim.text import text
from game.views import room_settings, week
from game.views.border import runner
from game.views.room_forms import HintForm, UndoForm

JUMP_S = 120


@runner
@require_POST
def room_act(request: HttpRequest, exercise: Exercise, verb: str) -> HttpResponse:
    """One of VERBS. The fragment of the teams asks again by itself."""
    if verb not in VERBS:
        raise Http404
    return answered(exercise, VERBS[verb](request, exercise))


def answered(exercise: Exercise, words: str, status: int = 200) -> HttpResponse:
    """What was done in words, and at once what can be taken back. Names in it are text."""
    context = {"exercise": exercise, "acts": acts.current(exercise), "runs": True, "at_once": True}
    body = escape(words) + render_to_string("room/acts.html", context)
    response = HttpResponse(body, status=status)
    response.headers["HX-Trigger-After-Swap"] = "stale"
    return response


def offer(request: HttpRequest, exercise: Exercise, words: str, what: str, **args: Any) -> str:
    """Let what was done be taken back for five seconds, by the act `what`. Returns the words."""
    acts.offer(exercise, request.user, Meant(what, args, words))  # type: ignore[arg-type]
    return words


@runner
@require_POST
def room_undo(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    """Take back what somebody pressed in the last five seconds."""
    form = UndoForm(request.POST)
    pk = form.cleaned_data["act"] if form.is_valid() else 0
    show(acts.undo(exercise, pk, request.user))  # type: ignore[arg-type]
    return answered(exercise, _("Taken back."))


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
        raise runtime.CannotDo(text("The speed must be between 0.25 and 600."))
    was = clocks.hands(exercise, team)
    runtime.set_speed(exercise, request.user, form.cleaned_data["speed"], team)
    live.changed(exercise)
    words = _("The speed holds until the next phase begins.")
    return offer(request, exercise, words, "speed", hands=was)


def _ahead(request: HttpRequest, exercise: Exercise) -> str:
    clocks.jump(exercise, request.user, JUMP_S, _one(request, exercise))
    live.changed(exercise)
    return _("Two minutes have passed.")


def later(request: HttpRequest, exercise: Exercise, meant: Meant) -> None:
    """Let it wait for the five seconds in which it can be taken back."""
    acts.wait(exercise, request.user, meant)  # type: ignore[arg-type]


def _end(request: HttpRequest, exercise: Exercise) -> str:
    """It cannot be undone, so it waits."""
    team = _one(request, exercise)
    words = _("The exercise ends for all teams.")
    if team is not None:
        words = _("The morning of %(team)s ends.") % {"team": team.name}
    args = {"team": team.pk} if team else {}
    later(request, exercise, Meant("end", args, words))
    return _("It ends in five seconds, unless you take it back.")


def _hint(request: HttpRequest, exercise: Exercise) -> str:
    """The next rung for a team or all; like everything that is sent, it waits for five seconds."""
    form, team = HintForm(request.POST), _one(request, exercise)
    if not form.is_valid():
        return _("Choose who pays for the hint.")
    injecting.may_hint(exercise, team)
    words = _("A hint goes to all teams.")
    if team is not None:
        words = _("A hint goes to %(team)s.") % {"team": team.name}
    args = {"cost": form.cleaned_data["cost"], "team": team.pk if team else None}
    later(request, exercise, Meant("hint", args, words))
    return _("It goes out in five seconds, unless you take it back.")


def _skip(request: HttpRequest, exercise: Exercise) -> str:
    runtime.skip_aftermath(exercise, request.user)
    live.changed(exercise)
    return _("The afternoon is skipped.")


def _late(request: HttpRequest, exercise: Exercise) -> str:
    allowed = bool(request.POST.get("allowed"))
    was = exercise.late_joining
    runtime.set_late_joining(exercise, allowed, request.user)
    words = _("People may join late.") if allowed else _("Nobody joins after the start.")
    return offer(request, exercise, words, "late", was=was)


def _lock(request: HttpRequest, exercise: Exercise) -> str:
    locked = bool(request.POST.get("locked"))
    was = exercise.locked
    schedule.set_locked(exercise, locked, request.user)
    words = _("Nobody new comes in.") if locked else _("The code opens the door again.")
    return offer(request, exercise, words, "lock", was=was)


def _by_hand(request: HttpRequest, exercise: Exercise) -> str:
    schedule.set_starts_itself(exercise, False, request.user)
    return _("It starts when you press Start, and not before.")


def _size(request: HttpRequest, exercise: Exercise) -> str:
    form = TeamSizeForm(request.POST)
    if not form.is_valid():
        return _("A team has 1 to 6 people.")
    was = exercise.team_size
    schedule.set_team_size(exercise, form.cleaned_data["size"], request.user)
    words = _("The new size holds for whoever comes from now on.")
    return offer(request, exercise, words, "size", was=was)


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
    seats = seats_in(person.team_id)
    runtime.remove(person, request.user)
    live.removed(person)
    live.reseated(person.team_id)
    words = _("%(name)s was removed. You can let them back in.") % {"name": person.name}
    return offer(request, exercise, words, "readmit", person=person.pk, seats=seats)


def _readmit(request: HttpRequest, exercise: Exercise) -> str:
    person, _sent = _person(request, exercise)
    people.readmit(person, request.user)
    live.reseated(person.team_id)
    words = _("%(name)s may come back.") % {"name": person.name}
    return offer(request, exercise, words, "remove", person=person.pk)


def _rename(request: HttpRequest, exercise: Exercise) -> str:
    person, sent = _person(request, exercise)
    if not sent["name"].strip():
        return _("A name needs at least one letter.")
    runtime.rename(person, sent["name"], request.user)
    live.renamed(person, sent["name"].strip())
    return offer(
        request, exercise, _("Renamed."), "rename", person=person.pk, name=person.name
    )  # fmt: skip


def _move(request: HttpRequest, exercise: Exercise) -> str:
    person, sent = _person(request, exercise)
    left, seats = person.team_id, seats_in(person.team_id, sent["team"] or 0)
    runtime.move(person, get_object_or_404(Team, pk=sent["team"], exercise=exercise), request.user)
    live.regrouped(person)
    for team in (left, sent["team"]):
        live.reseated(team)
    words = _("%(name)s was moved.") % {"name": person.name}
    return offer(
        request, exercise, words, "move", person=person.pk, team=left, seats=seats
    )  # fmt: skip


def _seat(request: HttpRequest, exercise: Exercise) -> str:
    person, sent = _person(request, exercise)
    seats = seats_in(person.team_id)
    runtime.assign(person, sent["seat"], request.user)
    live.reseated(person.team_id)
    words = _("%(name)s now holds %(seat)s.") % {"name": person.name, "seat": sent["seat"]}
    return offer(request, exercise, words, "seats", seats=seats)


VERBS: dict[str, Callable[[HttpRequest, Exercise], str]] = {
    "start": _start,
    "week": week.start,
    "pause": _pause,
    "resume": _resume,
    "speed": _speed,
    "ahead": _ahead,
    "end": _end,
    "hint": _hint,
    "skip": _skip,
    "late": _late,
    "lock": _lock,
    "size": _size,
    "byhand": _by_hand,
    "remove": _remove,
    "readmit": _readmit,
    "rename": _rename,
    "move": _move,
    "seat": _seat,
    "team_add": room_settings.add_team,
    "team_name": room_settings.name_team,
    "team_lock": room_settings.lock_team,
    "team_drop": room_settings.drop_team,
}
