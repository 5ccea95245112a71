"""Points by hand, given and withdrawn on the page of all results."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from game import runtime, texts
from game.models import Award, Exercise, Team
from game.runtime import awards, crew
from game.runtime.errors import CannotDo
from game.views.border import runner, watcher
from game.views.result import names_of


class AwardForm(forms.Form):
    """Points and what they are for."""

    team = forms.IntegerField(widget=forms.HiddenInput)
    points = forms.IntegerField(
        label=_("Points, with a minus to take them"),
        min_value=-awards.MOST_POINTS,
        max_value=awards.MOST_POINTS,
    )
    reason = forms.CharField(
        label=_("What for; the team reads it"), max_length=awards.REASON_LENGTH, strip=True
    )


@watcher
@require_GET
def room_results(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    return _shown(request, exercise)


@runner
@require_POST
def room_award(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    """Give or take points."""
    form = AwardForm(request.POST, auto_id=_ids(request.POST.get("team", "")))
    form.fields["points"].widget.attrs["autofocus"] = True  # far down the page, if it is refused
    if not form.is_valid():
        return _shown(request, exercise, form)
    sent = form.cleaned_data
    team = get_object_or_404(exercise.team_set, pk=sent["team"])
    try:
        awards.give(team, request.user, sent["points"], sent["reason"])  # type: ignore[arg-type]
    except CannotDo as why:
        form.add_error(None, texts.render(why.text))
        return _shown(request, exercise, form)
    return _back(exercise, team)


@runner
@require_POST
def room_award_withdraw(request: HttpRequest, exercise: Exercise, award: int) -> HttpResponse:
    """It no longer counts, and stays on record."""
    found = get_object_or_404(Award, pk=award, team__exercise=exercise)
    awards.withdraw(found, request.user)  # type: ignore[arg-type]
    return _back(exercise, found.team)


def _back(exercise: Exercise, team: Team) -> HttpResponse:
    return redirect(f"{reverse('room_results', args=(exercise.pk,))}#team-{team.pk}")


def _shown(request: HttpRequest, exercise: Exercise, form: AwardForm | None = None) -> HttpResponse:
    """All results; what was typed and refused stays where it was typed."""
    role = request.room_role  # type: ignore[attr-defined]
    runs = role in crew.RUNS
    context = {
        "exercise": exercise,
        "rows": _rows(exercise, form),
        "runs": runs,
        "gives": runs and awards.are_open(exercise),
        "given": awards.of_exercise(exercise),
    }
    return render(request, "room/results.html", context, status=422 if form else 200)


def _ids(team: object) -> str:
    """Every team has such a form on the page."""
    return f"award-{team}-%s"


def _rows(exercise: Exercise, wrong: AwardForm | None) -> list[dict[str, Any]]:
    sums = awards.sums(exercise)
    typed = wrong.data.get("team", "") if wrong else ""
    return [
        {
            "team": team,
            "result": body,
            "curve_id": f"curve-{team.pk}",
            "names": names_of(team),
            "award": sums.get(team.pk, 0),
            "with_award": body["score"]["total"] + sums.get(team.pk, 0) if body else None,
            "form": wrong
            if str(team.pk) == typed
            else AwardForm(auto_id=_ids(team.pk), initial={"team": team.pk}),
        }
        for team, body in runtime.results(exercise)
    ]
