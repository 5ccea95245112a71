"""The roster: who is expected, their personal links, and what following one does."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from game import live, texts
from game.models import Exercise, Expected
from game.runtime import CannotDo, CannotJoin, crew, people, planned, roster, sheets
from game.views.border import give_seat, public, removed_of, runner
from game.views.result import csv_answer
from game.views.room_forms import RosterForm, TicketForm


@runner
@require_http_methods(["GET", "HEAD", "POST"])
def room_roster(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    form = RosterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _taken(request, exercise, form):
        return redirect("room_roster", exercise.pk)
    role = request.room_role  # type: ignore[attr-defined]
    context = {
        "exercise": exercise,
        "role": role,
        "runs": role in crew.RUNS,
        "form": form,
        "rows": [_row(row) for row in _expected(exercise)],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "room/roster.html", context, status=status)


def _taken(request: HttpRequest, exercise: Exercise, form: RosterForm) -> bool:
    """Add the people of the form; False with the form's error when a line is wrong."""
    try:
        roster.expect(exercise, roster.read(_content(form)), request.user)
    except CannotDo as why:
        form.add_error(None, texts.render(why.text))
        return False
    return True


def _content(form: RosterForm) -> str:
    """What was typed and what the file says, as one list."""
    sheet = form.cleaned_data.get("sheet")
    rows = sheets.read(sheet.read()) if sheet else []
    lines = sheets.as_csv(rows) if rows else ""
    return f"{lines}\n{form.cleaned_data['people']}" if lines else form.cleaned_data["people"]


def _expected(exercise: Exercise) -> Any:
    return Expected.objects.filter(exercise=exercise).select_related("participant")


def _row(row: Expected) -> dict[str, Any]:
    return {"pk": row.pk, "name": row.name, "team": row.team_name, "role": row.role,
            "link": link(row), "person": row.participant}  # fmt: skip


def link(row: Expected) -> str:
    """A person's own way in."""
    return settings.PUBLIC_URL + reverse("me", args=[row.ticket])


@runner
@require_GET
def room_roster_csv(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    """The roster with its links, to be mailed out."""
    rows = [
        [row.name, row.team_name, row.role, link(row), "yes" if row.participant else "no"]
        for row in _expected(exercise)
    ]
    heads = [*roster.HEADS, "link", "joined"]
    return csv_answer(sheets.as_csv([heads, *rows]), f"roster-{exercise.code}.csv")


@runner
@require_POST
def room_strike(request: HttpRequest, exercise: Exercise, line: int) -> HttpResponse:
    roster.strike(get_object_or_404(Expected, pk=line, exercise=exercise), request.user)
    return redirect("room_roster", exercise.pk)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest, ticket: str) -> HttpResponse:
    """A welcome; the seat is taken by a press, for mail programs follow links by themselves."""
    row = roster.of_ticket(ticket)
    if row is None:
        return render(request, "front/no_link.html", status=404)
    teams = [] if row.team_name or row.participant else _teams(row.exercise)
    form = TicketForm(request.POST or None, teams=teams)
    why = ""
    if request.method == "POST" and (not teams or form.is_valid()):
        try:
            return _seated(request, ticket, form)
        except CannotJoin as denied:
            why = texts.render(denied.text)
    gone = bool(row.participant and row.participant.removed)
    context = {"row": row, "form": form, "teams": teams, "why": why, "gone": gone}
    context["planned"] = planned.plan_of(row.exercise)
    status = 422 if request.method == "POST" else 200
    answer = render(request, "front/me.html", context, status=status)
    back = row.participant if gone and request.method == "POST" else None
    return give_seat(request, answer, back) if back else answer


def _teams(exercise: Exercise) -> list[tuple[int, str]]:
    return list(exercise.team_set.order_by("index").values_list("pk", "name"))


def _seated(request: HttpRequest, ticket: str, form: TicketForm) -> HttpResponse:
    team = int(form.cleaned_data["team"]) if form.is_bound and form.is_valid() else None
    person = roster.take(ticket, team)
    live.reseated(person.team_id)
    return give_seat(request, redirect("lobby"), person)


@public
@require_POST
def ask_back(request: HttpRequest) -> HttpResponse:
    """Somebody whose seat was taken back asks for it."""
    if person := removed_of(request):
        people.ask_back(person)
    return redirect("front")
