"""The observer's pad and the evaluation guide."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from game import sim, texts
from game.models import Exercise, Observation, Rating, Team
from game.runtime import clocks, crew, guide, overview, pad
from game.sim import reading
from game.views import offers
from game.views.border import watcher
from game.views.room_forms import MarkForm, PressForm

SUSPECTED = 50  # percent from which a router counts as one that the team suspects


@watcher
@require_GET
def room_pad(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    """Keys for one team, what was written down, and the guide."""
    teams = list(exercise.team_set.order_by("index"))
    asked = request.GET.get("team", "")
    team = next((one for one in teams if str(one.pk) == asked), teams[0])
    role = request.room_role  # type: ignore[attr-defined]
    context = {
        "exercise": exercise,
        "role": role,
        "runs": role in crew.RUNS,
        "teams": teams,
        "team": team,
        "seats": sim.ALL_SEATS,
        "keys": [
            {"key": key, "letter": letter, "title": title}
            for key, (letter, title) in pad.BEHAVIOURS.items()
        ],
        "rows": [_row(one) for one in pad.observations(exercise, team)],
        "guide": _guide(team, request),
        "marks": Rating.Mark.choices,
    }
    return render(request, "room/pad.html", context)


def noted(one: Observation) -> dict[str, Any]:
    """What was seen, without who wrote it down."""
    known = pad.BEHAVIOURS.get(one.behaviour)
    return {
        "step": one.step,
        "title": texts.render(known[1]) if known else _("Note"),
        "role": one.role,
        "words": one.words.body if one.words and not one.words.erased else "",
        "log_seq": one.log_seq,
    }


def _row(one: Observation) -> dict[str, Any]:
    own = {"pk": one.pk, "who": one.user.get_username(), "shared": one.shared}
    return noted(one) | own


def _guide(team: Team, request: HttpRequest) -> list[dict[str, Any]]:
    """The eight tasks, each with its target, the team's data and this observer's mark."""
    marks, facts = pad.ratings(team, request.user), facts_of(team)
    return [
        {
            "number": number,
            "title": title,
            "target": pad.TARGETS[number - 1],
            "data": facts[number - 1],
            "rating": marks.get(number),
        }
        for number, title in enumerate(pad.TASKS, 1)
    ]


def facts_of(team: Team) -> list[str]:
    """What the team's morning shows so far for each of the tasks."""
    exercise = team.exercise
    if not exercise.has_begun:
        return [""] * len(pad.TASKS)
    clock = clocks.clock_of(exercise.pk, team.pk)
    known, recorded = overview.facts_of(team.pk, clock), guide.recorded(team, clock)
    opened = _("%(n)d items opened") % {"n": known.opened}
    return [
        opened,
        _("declared: %(at)s") % {"at": _at(known.declared_step)},
        _located(known, recorded.looks),
        _("orders a second that no client gave: %(n)d") % {"n": known.truth.error_rate},
        _("reported contained: %(at)s; fills last checked: %(check)s")
        % {"at": _at(known.claimed_step), "check": _at(recorded.checked)},
        _("orders in a second: %(n)d") % {"n": max(0, known.in_rate)},
        _told(recorded, known.declared_step),
        _recovered(recorded),
    ]


def _located(known: overview.Facts, looks: guide.Looks) -> str:
    """What the team believes beside what is so, now and at the times when nobody knew of it."""
    belief, truth = known.belief, known.truth
    saved = _("beliefs saved: %(at)s") % {"at": _at(belief.step)}
    wrong = _("at fault now: %(routers)s") % {"routers": _routers(truth.routers)}
    if belief.step is None:
        return "; ".join([saved, wrong])
    suspects = tuple(number for number, percent in enumerate(belief.p, 1) if percent >= SUSPECTED)
    found = len(set(suspects) & set(truth.routers))
    named = _("suspected: %(routers)s (right: %(n)d of %(of)d)") % {
        "routers": _routers(suspects), "n": found, "of": len(suspects),
    }  # fmt: skip
    kind = offers.choice_words("believe", "mechanism", belief.mechanism)
    right = _("right") if belief.mechanism == truth.mechanism else _("wrong")
    parts = [f"{saved}: {kind} ({right})" if kind else saved, named, wrong]
    return "; ".join([*parts, *_sampled(looks)])


def _routers(numbers: tuple[int, ...]) -> str:
    return ", ".join(f"SMARS-{number}" for number in numbers) or _("none")


def _sampled(looks: guide.Looks) -> list[str]:
    """The looks that nobody announced: the truth of those seconds, not of now."""
    if not looks.times:
        return []
    kind = _("at %(of)d unannounced looks the mechanism was right %(n)d times") % {
        "of": looks.times, "n": looks.mechanism,
    }  # fmt: skip
    hosts = _("routers at fault got %(guilty)s, the others %(others)s") % {
        "guilty": _percent(looks.guilty), "others": _percent(looks.others),
    }  # fmt: skip
    return [kind, hosts]


def _percent(value: int | None) -> str:
    return "–" if value is None else f"{value} %"


def _told(recorded: guide.Recorded, declared: int | None) -> str:
    """When each outsider first had word, how long after the declaration, and how true it was."""
    names = receivers()
    first = [
        f"{names[who]} {_at(recorded.told.get(who))}{_after(recorded.told.get(who), declared)}"
        for who in guide.RECEIVERS
    ]
    last = _("last word: %(at)s") % {"at": _at(recorded.last_word)}
    false = _("notices with something untrue: %(n)d") % {"n": recorded.false}
    return "; ".join([", ".join(first), last, false])


def _after(step: int | None, declared: int | None) -> str:
    if step is None or declared is None or step < declared:
        return ""
    minutes, seconds = divmod(step - declared, 60)
    return f" (+{minutes}:{seconds:02d})"


def receivers() -> dict[str, str]:
    """Who outside the desk is told, in words."""
    return {
        "clients": _("clients"),
        "exchange": _("exchange"),
        "regulator": _("regulator"),
        "board": _("board"),
        "press": _("press"),
    }


def _recovered(recorded: guide.Recorded) -> str:
    serving = _("routers that take orders: %(n)d of %(of)d") % {
        "n": recorded.serving, "of": recorded.routers,
    }  # fmt: skip
    faulty = _("that would mis-execute: %(n)d") % {"n": recorded.faulty}
    away = [_("clients were sent elsewhere")] if recorded.away else []
    held = _("unwanted position, million dollars: %(sum).1f") % {
        "sum": recorded.gross_cents / 100_000_000,
    }  # fmt: skip
    return "; ".join([held, serving, faulty, *away])


def _at(step: int | None) -> str:
    return "–" if step is None else reading(step)


@watcher
@require_POST
def room_press(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    """One key of the pad."""
    form = PressForm(request.POST)
    if not form.is_valid():
        return HttpResponse(_("Not written down: choose a key."), status=422)
    sent = form.cleaned_data
    team = get_object_or_404(exercise.team_set, pk=sent["team"])
    press = pad.Press(sent["behaviour"], sent["role"], sent["note"], sent["shared"])
    row = _row(pad.mark(team, request.user, press))
    words = _("%(at)s %(what)s: written down.") % {
        "at": reading(row["step"]), "what": row["title"],
    }  # fmt: skip
    response = HttpResponse(words)
    response.headers["HX-Trigger-After-Swap"] = "stale"
    return response


@watcher
@require_POST
def room_mark(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    """A mark of the guide."""
    form = MarkForm(request.POST)
    if not form.is_valid():
        return HttpResponse(_("Choose P, S, M or U."), status=422)
    sent = form.cleaned_data
    team = get_object_or_404(exercise.team_set, pk=sent["team"])
    pad.rate(team, request.user, sent["task"], sent["mark"], sent["note"])
    return HttpResponse(_("Kept."))
