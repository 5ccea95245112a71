"""Injects: the master list, the shelf, messages of one's own, a dry run, tables in and out."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from game import live, texts
from game.models import Exercise, Team
from game.runtime import acts, crew, exports, injecting, msel, own, rehearsing, sheets
from game.runtime.acts import Meant
from game.runtime.injecting import Given, Wish
from game.sim import injects, reading
from game.sim.milestones import described
from game.views import room_own
from game.views.border import runner, watcher
from game.views.result import csv_answer
from game.views.room_acts import answered, later, offer
from game.views.room_forms import MoveForm, SayForm, SheetForm


@watcher
@require_GET
def room_injects(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    return render(request, "room/injects.html", _context(request, exercise))


@watcher
@require_GET
def room_injects_table(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    """The tables alone, asked for again every few seconds."""
    return render(request, "room/injects_table.html", _context(request, exercise))


def _context(request: HttpRequest, exercise: Exercise) -> dict[str, Any]:
    role = request.room_role  # type: ignore[attr-defined]
    rows = [_row(row) for row in injecting.table(exercise)]
    mine = [room_own.shown(row, _names(exercise)) for row in own.table(exercise)]
    return {
        "exercise": exercise,
        "role": role,
        "runs": role in crew.RUNS,
        "before": not exercise.has_begun,
        "running": exercise.state == "running",
        "teams": list(exercise.team_set.order_by("index")),
        "rows": rows,
        "shelf": [row for row in rows if row["waits"] and row["plan"] == "hold"],
        "own": mine,
        "own_shelf": [row for row in mine if row["waits"] and row["by_hand"]],
        "over": exercise.state == Exercise.State.ENDED,
        "said": [_said(row) for row in injecting.said(exercise)],
        "say": SayForm(),
        "sheet": SheetForm(),
        "both": exercise.team_set.count() > 1 and not exercise.ranked,
        "acts": acts.current(exercise) if role in crew.RUNS else [],
    }


def _names(exercise: Exercise) -> dict[int, str]:
    return dict(exercise.team_set.values_list("index", "name"))


def _row(row: injecting.Row) -> dict[str, Any]:
    inject = row.inject
    return {
        "number": inject.number,
        "name": row.name,
        "title": inject.title,
        "seats": " ".join(inject.seats) if len(inject.seats) < len(injects.ALL_SEATS) else "",
        "comes": "; ".join(texts.render(words) for words in described(inject.trigger)),
        "expected": inject.expected,
        "movable": inject.movable,
        "waits": row.waits,
        "plan": msel.plan_words(row.planned),
        "planned": plan_title(row.planned),
        "told": row.told,
        "one": row.told[0] if len(row.told) == 1 else None,
        "counts": {
            "delivered": _count(row, "delivered"),
            "seen": _count(row, "seen"),
            "acted": _count(row, "acted"),
        },
    }


def _count(row: injecting.Row, what: str) -> int:
    return sum(getattr(told, what) is not None for told in row.told)


def plan_title(planned: str | int) -> str:
    """What is planned, in words."""
    words = {
        injects.AUTO: _("by itself"),
        injects.HELD: _("held, by hand"),
        injects.SKIPPED: _("left out"),
        injects.OWN: _("the morning's own"),
    }
    return reading(planned) if isinstance(planned, int) else words[planned]


def _said(row: tuple[Team, int, dict[str, Any], int | None, str]) -> dict[str, Any]:
    team, step, extra, seen, body = row
    return {
        "team": team,
        "step": step,
        "channel": injects.SUBJECTS[extra["channel"]],
        "sender": injects.SENDERS[extra["sender"]],
        "seats": " ".join(extra["seats"]),
        "seen": seen,
        "body": body,
    }


@runner
@require_POST
def room_inject(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    """Fire, hold, skip, time or free one."""
    form = MoveForm(request.POST)
    if not form.is_valid():
        return answered(exercise, _("A time is written like 09:40."), 422)
    sent = form.cleaned_data
    wish, team = Wish(sent["what"], sent["do"], sent["step"]), _team(exercise, sent)
    was = _planned(exercise, wish, team)
    given = injecting.order(exercise, request.user, wish, sent["key"], team)
    _show(given)
    if was:
        words = f"{texts.render(injecting.title_of(wish.what))}: {_done(wish.do, given)}"
        offer(request, exercise, words, "plan", inject=wish.what, was=was)
    return answered(exercise, _done(sent["do"], given))


def _planned(exercise: Exercise, wish: Wish, team: Team | None) -> dict[str, str | int]:
    """How it was planned, for who thinks better of it; what is sent cannot be called back."""
    known = injects.injects().get(wish.what)
    if wish.do == "fire" or known is None or not known.movable:
        return {}
    return injecting.planned(exercise, wish.what, team)


def _done(do: str, given: Given) -> str:
    words = {
        "fire": _("Sent."),
        "hold": _("Held until you send it."),
        "skip": _("Left out."),
        "at": _("Its time is set."),
        "auto": _("It comes by itself."),
    }
    refused = [receipt for _team, receipt in given if receipt.status != "accepted"]
    return words[do] if not refused else f"{words[do]} {texts.render(refused[0].text)}"


@runner
@require_POST
def room_say(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    """Send what was written, to all or to some."""
    form = SayForm(request.POST)
    if not form.is_valid():
        return answered(exercise, _("Choose a channel and write something."), 422)
    sent = form.cleaned_data
    team = _team(exercise, sent)
    injecting.may_send(exercise, team)
    args = {name: sent[name] for name in ("key", "body", "channel", "sender", "seats")}
    args["team"] = team.pk if team else None
    words = _("Your words go to all teams.")
    if team is not None:
        words = _("Your words go to %(team)s.") % {"team": team.name}
    later(request, exercise, Meant("say", args, words))
    return answered(exercise, _("They go out in five seconds, unless you take them back."))


def _team(exercise: Exercise, sent: dict[str, Any]) -> Team | None:
    return get_object_or_404(exercise.team_set, pk=sent["team"]) if sent.get("team") else None


def _show(given: Given) -> None:
    for team, _receipt in given:
        live.push(team.pk)


@runner
@require_POST
def room_dry_run(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    """What a scripted team would be told when, on a practice morning. Takes some seconds."""
    played = rehearsing.dry_run(exercise)
    context = {
        "rows": [_row(row) for row in played.listed],
        "own": [room_own.shown(row, _names(exercise)) for row in played.own],
        "exercise": exercise,
    }
    return render(request, "room/dry_run.html", context)


@watcher
@require_GET
def room_msel(request: HttpRequest, exercise: Exercise, kind: str) -> HttpResponse:
    """The master list as a file."""
    rows, name = msel.rows(exercise), f"injects-{exercise.code}"
    if kind == "csv":
        return csv_answer(sheets.as_csv(rows), f"{name}.csv")
    if kind != "xlsx":
        raise Http404
    answer = HttpResponse(sheets.as_xlsx(rows, "Injects"), content_type=exports.KINDS["xlsx"])
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer


@runner
@require_POST
def room_msel_in(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    """Take over a table: plans, and injects of one's own."""
    form = SheetForm(request.POST, request.FILES)
    if not form.is_valid():
        return answered(exercise, _("Choose a CSV or XLSX file."), 422)
    cells = sheets.read(form.cleaned_data["sheet"].read())
    changed = msel.bring(exercise, request.user, cells)  # type: ignore[arg-type]
    return answered(exercise, _("%(n)d lines changed something.") % {"n": changed})
