"""What all observers wrote and rated, and what teams answered from memory, on one page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from game import texts
from game.models import Exercise, Observation
from game.runtime import marks, pad, remembered
from game.views.border import runner
from game.views.pad import facts_of
from game.views.result import names_of


@runner
@require_GET
def room_marks(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    """For one team: ratings side by side, everything noted, answers from memory."""
    teams = list(exercise.team_set.select_related("exercise").order_by("index"))
    asked = request.GET.get("team", "")
    team = next((one for one in teams if str(one.pk) == asked), teams[0])
    noted = [one for one in marks.all_observations(exercise) if one.team_id == team.pk]
    context = {
        "exercise": exercise,
        "role": request.room_role,  # type: ignore[attr-defined]
        "runs": True,
        "teams": teams,
        "team": team,
        "sheet": marks.sheet(team),
        "facts": dict(enumerate(facts_of(team), 1)),
        "rows": [_row(one) for one in noted],
        "probes": remembered.of_team(team),
        "names": names_of(team),
    }
    return render(request, "room/marks.html", context)


def _row(one: Observation) -> dict[str, Any]:
    known = pad.BEHAVIOURS.get(one.behaviour)
    return {
        "one": one,
        "title": texts.render(known[1]) if known else _("Note"),
        "words": marks.words_of(one),
    }
