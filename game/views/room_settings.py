"""What an exercise is to be like, changed on a page of the room; and its teams."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from game import runtime, texts
from game.forms import TeamForm
from game.models import Exercise, Team
from game.runtime import acts, people, settings, teams
from game.runtime.acts import Meant
from game.settings_forms import SettingsForm
from game.views.border import runner


@runner
@require_http_methods(["GET", "HEAD", "POST"])
def room_settings(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    """Keep what was changed; for five seconds the room offers to take it back."""
    form = SettingsForm(request.POST if request.method == "POST" else None, exercise)
    if form.is_bound and form.is_valid() and _kept(request, exercise, form):
        return redirect("room", exercise.pk)
    context = {"exercise": exercise, "form": form, "runs": True}
    context["role"] = request.room_role  # type: ignore[attr-defined]
    context["scenario"] = runtime.scenario_of(exercise)
    return render(request, "room/settings.html", context, status=422 if form.is_bound else 200)


def _kept(request: HttpRequest, exercise: Exercise, form: SettingsForm) -> bool:
    """False with the form's error when it cannot be."""
    try:
        was = settings.configure(exercise, form.cleaned_data, request.user)  # type: ignore[arg-type]
    except runtime.CannotDo as denied:
        form.add_error(None, texts.render(denied.text))
        return False
    if was:
        words = _("The settings were changed.")
        if form.cleaned_data.get("ranked") and not exercise.ranked:
            words = _("The settings were changed. It is unranked: somebody can know the morning.")
        _offer(request, exercise, words, "configure", was=was)
    return True


def _offer(request: HttpRequest, exercise: Exercise, words: str, what: str, **args: object) -> str:
    acts.offer(exercise, request.user, Meant(what, args, words))  # type: ignore[arg-type]
    return words


def _team(request: HttpRequest, exercise: Exercise) -> tuple[Team, TeamForm]:
    """The team of this exercise that the form names; 404 for anyone else's."""
    form = TeamForm(request.POST)
    if not form.is_valid() or form.cleaned_data["team"] is None:
        raise Http404
    return get_object_or_404(Team, pk=form.cleaned_data["team"], exercise=exercise), form


def add_team(request: HttpRequest, exercise: Exercise) -> str:
    form = TeamForm(request.POST)
    if not form.is_valid():
        return _("A team's name has 1 to 60 letters.")
    made = teams.add(exercise, form.cleaned_data["name"], request.user)  # type: ignore[arg-type]
    words = _("Team %(team)s is there.") % {"team": made.name}
    return _offer(request, exercise, words, "team_drop", team=made.pk)


def name_team(request: HttpRequest, exercise: Exercise) -> str:
    team, form = _team(request, exercise)
    people.rename_team(team, form.cleaned_data["name"], request.user)  # type: ignore[arg-type]
    return _offer(request, exercise, _("Renamed."), "team_name", team=team.pk, was=team.name)


def lock_team(request: HttpRequest, exercise: Exercise) -> str:
    team, form = _team(request, exercise)
    locked = form.cleaned_data["locked"]
    teams.set_locked(team, locked, request.user)  # type: ignore[arg-type]
    words = _("Nobody new comes into team %(team)s.") if locked else _("Team %(team)s is open.")
    told = words % {"team": team.name}
    return _offer(request, exercise, told, "team_lock", team=team.pk, was=team.locked)


def drop_team(request: HttpRequest, exercise: Exercise) -> str:
    team, _form = _team(request, exercise)
    teams.drop(team, request.user)  # type: ignore[arg-type]
    words = _("Team %(team)s is gone.") % {"team": team.name}
    return _offer(request, exercise, words, "team_add", was=team.name)
