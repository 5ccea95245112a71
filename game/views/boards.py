"""The projector's board, the facilitator's hand on it and on the bots, and the leaderboards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from game import live, runtime, sim, texts
from game.models import Bot, Exercise, Organisation, Participant, Season, Team
from game.runtime import boards, casting, leaders, scripted, snapshots
from game.runtime.facts import HEADLINES
from game.runtime.leaders import Choice
from game.views.border import player, public, runner

State = Exercise.State
Row = TypeVar("Row", Season, Organisation)


# The board


@public
@require_GET
def wall(request: HttpRequest, pk: int, signature: str) -> HttpResponse:
    """The board, for whoever has its address. All that it shows comes over its socket."""
    board = boards.opened(pk, signature)
    if board is None:
        raise Http404
    context = {
        "exercise": board.exercise,
        "socket": f"/ws/board/{pk}/{signature}",
        "here_only": settings.HERE_ONLY,
        "words": words(),
    }
    return render(request, "board/wall.html", context)


def words() -> dict[str, str]:
    """What the board's script says; {n}, {team} and {time} are put in by the browser."""
    return {
        "bots": _("Bots"),
        "solo": _("Alone"),
        "small": _("Two or three people"),
        "full": _("Four people or more"),
        "declared": _("declared {time}"),
        "claimed": _("contained {time}"),
        "said_declared": _("{team} declared an incident at {time}"),
        "said_claimed": _("{team} reported it contained at {time}"),
        "said_news": _("{time} · {headline}"),
        **{f"news_{name}": texts.render(sim.injects.injects()[name].title) for name in HEADLINES},
        "ready": _("{n} of {all} teams ready"),
        "people": _("{n} of {all} people connected"),
        "opens": _("The code begins to be valid in {time}"),
        "starts": _("It begins in {time}"),
        "due": _("any moment"),
        "bot_team": _("bots"),
        "nobody": _("waiting"),
        "paused": _("Paused"),
        "lobby": _("Before the start"),
        "running": _("Live"),
        "ended": _("The morning is over"),
        "hidden": _("The board is hidden"),
        "frozen": _("Frozen at {time}"),
        "page": _("Page {n} of {all}"),
        "held": _("held"),
        "left": _("{n} places to come"),
        "points": _("{n} points"),
        "award": _("{n} of them by hand"),
        "wait": _("The scores are being computed"),
        "late": _("No connection: trying again"),
        "unknown": _("unknown"),
        "together": _("All teams together lost {sum}"),
        "nothing": _("had nobody acted: {sum}"),
        "oracle": _("had every cause been known at once: {sum}"),
    }


# The facilitator's page of bots and board


@runner
@require_GET
def room_bots(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    return _page(request, exercise)


def _page(request: HttpRequest, exercise: Exercise, wrong: str = "") -> HttpResponse:
    board = boards.of(exercise)
    address = reverse("board", args=[exercise.pk, boards.signature(board)])
    teams = list(exercise.team_set.order_by("index").prefetch_related("bot_set"))
    sizes = {team.pk: team.participant_set.present().count() for team in teams}
    context = {
        "exercise": exercise,
        "board": board,
        "address": settings.PUBLIC_URL + address,
        "levels": Bot.Level.choices,
        "rows": [_team(team, sizes[team.pk]) for team in teams],
        "before": not exercise.has_begun,
        "count": len(teams),
        "places": snapshots.places(exercise),
        "waiting": exercise.team_set.filter(result__isnull=True).exists(),
        "wrong": wrong,
        "role": request.room_role,  # type: ignore[attr-defined]
        "runs": True,
    }
    return render(request, "room/bots_page.html", context, status=409 if wrong else 200)


def _team(team: Team, people: int) -> dict[str, Any]:
    bots = [bot for bot in team.bot_set.all() if bot.active]
    filling = next((bot for bot in bots if not bot.covers_id), None)
    return {
        "team": team,
        "people": people,
        "level": filling.get_level_display() if filling else "",
        "covers": sum(1 for bot in bots if bot.covers_id),
        "bare": filling is not None and not people,
    }


@runner
@require_POST
def room_bots_act(request: HttpRequest, exercise: Exercise, verb: str) -> HttpResponse:
    """One of VERBS, then the page again; what cannot be done is said on it."""
    if verb not in VERBS:
        raise Http404
    try:
        VERBS[verb](request, exercise)
    except runtime.CannotDo as why:
        return _page(request, exercise, texts.render(why.text))
    return redirect("room_bots", exercise.pk)


def _add(request: HttpRequest, exercise: Exercise) -> None:
    casting.add_team(exercise, request.POST.get("level", ""), request.user)


def _drop(request: HttpRequest, exercise: Exercise) -> None:
    team = get_object_or_404(exercise.team_set, pk=_number(request, "team"))
    casting.remove_team(team, request.user)


def _fill(request: HttpRequest, exercise: Exercise) -> None:
    casting.fill(exercise, request.POST.get("level", ""), request.user)


def _home(request: HttpRequest, exercise: Exercise) -> None:
    casting.send_home(exercise, request.user)


def _cover(request: HttpRequest, exercise: Exercise) -> None:
    casting.set_cover(exercise, _number(request, "seconds"), request.user)


def _hide(request: HttpRequest, exercise: Exercise) -> None:
    boards.hide(exercise, request.user, hidden=True)


def _show(request: HttpRequest, exercise: Exercise) -> None:
    boards.hide(exercise, request.user, hidden=False)


def _freeze(request: HttpRequest, exercise: Exercise) -> None:
    boards.freeze(exercise, request.user)


def _thaw(request: HttpRequest, exercise: Exercise) -> None:
    boards.thaw(exercise, request.user)


def _reveal(request: HttpRequest, exercise: Exercise) -> None:
    """The next place; which one is said by the page that was pressed, so twice is once."""
    boards.reveal(exercise, request.user, _number(request, "places"))


def _conceal(request: HttpRequest, exercise: Exercise) -> None:
    boards.conceal(exercise, request.user)


def _renew(request: HttpRequest, exercise: Exercise) -> None:
    boards.renew(exercise, request.user)
    live.readdressed(exercise.pk)


def _number(request: HttpRequest, name: str) -> int:
    sent = request.POST.get(name, "")
    if not (sent.isascii() and sent.isdigit() and len(sent) < 10):
        raise Http404
    return int(sent)


VERBS: dict[str, Callable[[HttpRequest, Exercise], None]] = {
    "add": _add,
    "drop": _drop,
    "fill": _fill,
    "home": _home,
    "cover": _cover,
    "hide": _hide,
    "show": _show,
    "freeze": _freeze,
    "thaw": _thaw,
    "reveal": _reveal,
    "conceal": _conceal,
    "renew": _renew,
}


# Leaderboards


@public
@require_GET
def leaderboards(request: HttpRequest) -> HttpResponse:
    """For facilitators; for everybody where the installation says so."""
    if not (settings.BOARDS_PUBLIC or request.user.is_authenticated):
        return redirect("sign_in")
    seasons, whose = list(Season.objects.all()), leaders.organisations_for(request.user)
    season = _asked(seasons, request.GET.get("season", ""))
    organisation = _asked(whose, request.GET.get("of", ""))
    choice = Choice(season=season, organisation=organisation)
    context = {
        "seasons": seasons,
        "season": season,
        "organisations": whose,
        "organisation": organisation,
        "tables": [_table(table) for table in leaders.tables(choice)],
        "series": [_shared(one) for one in leaders.series(choice)],
        "least": leaders.LEAST_SEEDS,
        "public": settings.BOARDS_PUBLIC,
    }
    return render(request, "board/leaders.html", context)


def _asked(rows: Sequence[Row], number: str) -> Row | None:
    """The one of that number; what is not there is not asked for."""
    return next((one for one in rows if str(one.pk) == number), None)


def _table(table: leaders.Table) -> dict[str, Any]:
    chosen = sim.load(table.scenario).variants.get(table.variant)
    return _shared(table) | {"variant": chosen.title if chosen else None}


def _shared(table: leaders.Table | leaders.Series) -> dict[str, Any]:
    """What every table has; `elsewhere`: the only level at which the panel was measured."""
    levels = dict(Exercise.Level.choices)
    there = table.panel_level
    return {
        "scenario": sim.load(table.scenario).title,
        "level": table.level,
        "level_words": levels.get(table.level, ""),
        "lines": table.lines,
        "panel": [(name, table.panel[name]) for name in scripted.FIXED],
        "elsewhere": levels.get(there, "") if there and there != table.level else "",
    }


@player
@require_POST
def consent(request: HttpRequest, me: Participant) -> HttpResponse:
    """May the team's name stand on the leaderboards, as far as this person is concerned?"""
    leaders.consent(me, agrees=request.POST.get("agrees") == "1")
    return redirect("result")
