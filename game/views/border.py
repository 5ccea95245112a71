"""The border: who may pass, and what the game's refusals are called in HTTP."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required, login_required
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from game import live, runtime, texts
from game.models import Exercise, Participant
from game.runtime import attempts, crew

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


def host(view: View) -> View:
    """Needs an account that makes exercises of its own."""

    @functools.wraps(view)
    def weighed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        crew.need_host(request.user)  # type: ignore[arg-type]
        return view(request, *args, **kwargs)

    return facilitator(weighed)


def of_room(roles: tuple[str, ...]) -> Callable[[View], View]:
    """Needs one of these roles in the exercise `pk`. Who has none at all finds none (404); who
    may watch but not do this is told so (403). The request remembers the role."""

    def guarded(view: View) -> View:
        @functools.wraps(view)
        def known(request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponse:
            exercise = get_object_or_404(Exercise, pk=pk)
            role = crew.role_of(request.user, exercise)
            if not role:
                raise Http404
            if role not in roles:
                return not_your_part()
            request.room_role = role  # type: ignore[attr-defined]
            return view(request, exercise, *args, **kwargs)

        return facilitator(known)

    return guarded


def not_your_part() -> HttpResponse:
    return HttpResponse(_("Your part in this room does not include that."), status=403)


owner = of_room((crew.OWNER,))  # the exercise is theirs, or they administer the site
runner = of_room(crew.RUNS)  # the owner or a co-host
watcher = of_room(crew.WATCHES)  # an observer too


def drills(request: HttpRequest) -> bool:
    """Is this one of the addresses of the drill? They have a seat and a cookie of their own."""
    return request.path.startswith("/drill/")


def seat_of(request: HttpRequest) -> Participant | None:
    """The participant whose cookie came along, unless the seat was taken away."""
    person = drill_of(request) if drills(request) else _cookie_of(request)
    return None if person is None or person.removed else person


def real_seat_of(request: HttpRequest) -> Participant | None:
    """The seat in an exercise that is not over, also of somebody who drills."""
    person = _cookie_of(request)
    over = person is None or person.removed or person.exercise.state == Exercise.State.ENDED
    return None if over else person


def drill_of(request: HttpRequest) -> Participant | None:
    """Who learns the console in this browser."""
    secret = live.read_cookie(request.COOKIES, live.DRILL)
    person = runtime.participant(secret) if secret else None
    return person if person and person.exercise.drill else None


def was_removed(request: HttpRequest) -> bool:
    """True when the facilitator has taken this browser's seat away, and the exercise goes on."""
    person = _cookie_of(request)
    return bool(person and person.removed and person.exercise.state != Exercise.State.ENDED)


def removed_of(request: HttpRequest) -> Participant | None:
    """Who this browser was before the facilitator took the seat back, if that is so."""
    person = _cookie_of(request)
    return person if person and was_removed(request) else None


def _cookie_of(request: HttpRequest) -> Participant | None:
    secret = live.read_cookie(request.COOKIES)
    return runtime.participant(secret) if secret else None


def give_seat(request: HttpRequest, response: HttpResponse, person: Participant) -> HttpResponse:
    """Let this browser come back as `person`, who may have played in it before."""
    if before := _cookie_of(request):
        attempts.same_browser(before, person)
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
        except runtime.NotYours as denied:
            words = {"words": texts.render(denied.text)}
            response = render(request, "account/not_yours.html", words, status=403)
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
