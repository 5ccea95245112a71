"""The ways in: front page, join by code, alone, the facilitator's door."""

from __future__ import annotations

import io
from typing import Any

import segno
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.views import LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from game import clock, live, runtime, texts
from game.forms import CodeForm, JoinForm, SoloForm, plain_code
from game.models import Exercise, Participant, Team
from game.runtime import people, planned
from game.runtime.doors import open_door
from game.views.accounts import BACKEND
from game.views.border import give_seat, player, public, removed_of, seat_of
from game.views.limit import too_many_wrong

sign_out = public(LogoutView.as_view(next_page="front"))


@public
@require_http_methods(["GET", "HEAD", "POST"])
def front(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        if open_exercise(code) or early_exercise(code):
            return redirect("join", code)
        return wrong_code(request, form)
    gone = removed_of(request)
    response = _page(request, form, gone=gone)
    if gone and gone.asks_back:
        response.headers["Refresh"] = "5"
    return response


def open_exercise(code: str) -> Exercise | None:
    """The exercise that this code opens now, if any."""
    exercise = runtime.find(code) if code else None
    return exercise if exercise and people.lets_in(exercise) else None


def early_exercise(code: str) -> Exercise | None:
    """The exercise that this code will open, at a time that was set for it."""
    exercise = runtime.find(code) if code else None
    if exercise is None or exercise.owner_id is None or exercise.locked:
        return None
    return exercise if planned.is_early(exercise) else None


def not_yet(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    """The code is right, and too early: the page asks again when the door opens."""
    context = {"exercise": exercise, "planned": planned.plan_of(exercise)}
    response = render(request, "front/not_yet.html", context)
    opens = planned.opens_at(exercise)
    left = (opens - clock.now()).total_seconds() if opens else 0
    response.headers["Refresh"] = str(max(1, min(30, int(left) + 1)))
    return response


def wrong_code(request: HttpRequest, form: CodeForm) -> HttpResponse:
    """The same words for unknown, locked and ended: codes cannot be probed."""
    limited = too_many_wrong(request)
    late = _("Too many wrong codes. Wait a minute and check it on the big screen.")
    wrong = _("That code does not open an exercise. Check it on the big screen.")
    if not form.errors:
        form.add_error("code", late if limited else wrong)
    return _page(request, form, status=429 if limited else 422)


def _page(request: HttpRequest, form: CodeForm, status: int = 200, **more: Any) -> HttpResponse:
    """The front page; `more` may bring the form of who plays alone."""
    context = {"form": form, "seat": seat_of(request), "solo": SoloForm()} | more
    return render(request, "front/front.html", context, status=status)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, code: str) -> HttpResponse:
    exercise = open_exercise(plain_code(code))
    if exercise is None and (early := early_exercise(plain_code(code))):
        return not_yet(request, early)
    if exercise is None:
        form = CodeForm({"code": code[:20]})
        form.is_valid()
        return wrong_code(request, form)
    teams = [(team.pk, _shown(team)) for team in exercise.team_set.order_by("index")]
    form = JoinForm(request.POST or None, teams=teams)
    before = removed_of(request)
    ready = request.method == "POST" and form.is_valid()
    if ready and (answer := _seated(request, exercise, form)):
        return answer
    seat = seat_of(request)
    mine = seat if seat and seat.exercise_id == exercise.pk else None
    status = 422 if request.method == "POST" else 200
    gone = bool(before and before.exercise_id == exercise.pk)
    context = {"exercise": exercise, "form": form, "seat": mine, "gone": gone}
    return render(request, "front/join.html", context, status=status)


def _shown(team: Team) -> str:
    return _("%(team)s (locked)") % {"team": team.name} if team.locked else team.name


def _seated(request: HttpRequest, exercise: Exercise, form: JoinForm) -> HttpResponse | None:
    """Take the seat; None with the form's error when the door stays shut."""
    name, team = form.cleaned_data["name"], int(form.cleaned_data["team"])
    try:
        person = runtime.join(exercise.code, name, team, removed_of(request))
    except runtime.CannotJoin as denied:
        form.add_error(None, texts.render(denied.text))
        return None
    live.reseated(person.team_id)
    return give_seat(request, redirect("lobby"), person)


@public
@require_POST
def solo(request: HttpRequest) -> HttpResponse:
    form = SoloForm(request.POST)
    if not form.is_valid():
        return _page(request, CodeForm(), 422, solo=form)
    _exercise, person = runtime.solo(name=_("You"), **form.cleaned_data)
    return give_seat(request, redirect("lobby"), person)


@player
@require_POST
def begin(request: HttpRequest, person: Participant) -> HttpResponse:
    """Somebody alone starts, and goes on after a pause; else only the facilitator does."""
    if person.exercise.owner_id is not None:
        return HttpResponse(_("The facilitator starts this exercise."), status=403)
    if person.exercise.state == Exercise.State.LOBBY:
        runtime.start(person.exercise, person)
        live.started(person.exercise)
    elif person.exercise.state == Exercise.State.RUNNING:
        runtime.resume(person.exercise, person)
        live.changed(person.exercise)
    return redirect("console")


@public
@require_GET
def door(request: HttpRequest, token: str) -> HttpResponse:
    """The facilitator's one-time link: whoever follows it first is let in."""
    user = open_door(token)
    if user is None:
        return render(request, "front/door_shut.html", status=403)
    login(request, user, backend=BACKEND)
    return redirect("ctl")


@public
@require_GET
def qr(request: HttpRequest, code: str) -> HttpResponse:
    """The join link as a picture. It says nothing about whether the code is right."""
    picture = segno.make(join_url(plain_code(code) or "X"), error="m")
    svg = io.BytesIO()
    picture.save(svg, kind="svg", scale=4, border=2, xmldecl=False)
    return HttpResponse(svg.getvalue(), content_type="image/svg+xml")


def join_url(code: str) -> str:
    return f"{settings.PUBLIC_URL}/j/{code}"


@public
@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    Exercise.objects.exists()
    return HttpResponse("ok", content_type="text/plain")
