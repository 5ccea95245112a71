"""The border: who may pass, and what the game's refusals are called in HTTP."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required, login_required
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from game import live, runtime, texts
from game.models import Exercise, Participant

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Anyone may ask; nothing is kept by caches; the game's exceptions become answers."""
    return login_not_required(_border(view))


def player(view: View) -> View:
    """Needs a seat; the view gets its participant."""

    @functools.wraps(view)
    def seated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person = seat_of(request)
        if person is None:
            return _shown_out(request)
        return view(request, person, *args, **kwargs)

    return public(seated)


def facilitator(view: View) -> View:
    """Needs an account."""
    return login_required(_border(view), login_url="sign_in")


def owner(view: View) -> View:
    """Needs the owner of the exercise `pk`, or an administrator; for others there is none."""

    @functools.wraps(view)
    def owned(request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponse:
        found = Exercise.objects.filter(pk=pk)
        mine = found if request.user.is_superuser else found.filter(owner=request.user)
        return view(request, get_object_or_404(mine), *args, **kwargs)

    return facilitator(owned)


def seat_of(request: HttpRequest) -> Participant | None:
    """The participant whose cookie came along, unless the seat was taken away."""
    person = _cookie_of(request)
    return None if person is None or person.removed else person


def was_removed(request: HttpRequest) -> bool:
    """True when the facilitator has taken this browser's seat away, and the exercise goes on."""
    person = _cookie_of(request)
    return bool(person and person.removed and person.exercise.state != Exercise.State.ENDED)


def _cookie_of(request: HttpRequest) -> Participant | None:
    secret = live.read_cookie(request.COOKIES)
    return runtime.participant(secret) if secret else None


def give_seat(response: HttpResponse, person: Participant) -> HttpResponse:
    """Let this browser come back as `person`."""
    live.write_cookie(response, person.secret)
    return response


def _shown_out(request: HttpRequest) -> HttpResponse:
    """A page sends to the front; a fragment or a post says 403 and lets the page tell."""
    if request.method == "GET" and not request.headers.get("HX-Request"):
        return redirect("front")
    return HttpResponse(_("You are no longer in this exercise."), status=403)


def _border(view: View) -> View:
    @functools.wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except runtime.Denied as denied:
            response = HttpResponse(texts.render(denied.text), status=409)
        except (OperationalError, InterfaceError):
            response = _away(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answered


def _away(request: HttpRequest) -> HttpResponse:
    """The database cannot be reached: nothing is lost, ask again."""
    response = render(request, "busy.html", status=503)
    response.headers["Retry-After"] = "2"
    return response
