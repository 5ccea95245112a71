"""Co-hosts and observers: invited by a link that is good once, dismissed by the owner."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from game import texts
from game.models import Crew, Exercise
from game.runtime import CannotDo, crew
from game.views.accounts import BACKEND, newcomer
from game.views.border import owner, public
from game.views.room_forms import AccountForm, InviteForm


@owner
@require_http_methods(["GET", "HEAD", "POST"])
def room_crew(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    """Who helps; a press makes a link, which is shown once."""
    form, link = InviteForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        token = crew.invite(exercise, form.cleaned_data["role"], request.user)
        link = settings.PUBLIC_URL + reverse("invited", args=[token])
    context = {
        "exercise": exercise,
        "role": crew.OWNER,
        "runs": True,
        "form": form,
        "link": link,
        "rows": Crew.objects.filter(exercise=exercise).select_related("user"),
    }
    return render(request, "room/crew.html", context)


@owner
@require_POST
def room_dismiss(request: HttpRequest, exercise: Exercise, member: int) -> HttpResponse:
    crew.dismiss(get_object_or_404(Crew, pk=member, exercise=exercise), request.user)
    return redirect("room_crew", exercise.pk)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Join a crew with the account that is signed in or with a new one; or make an account."""
    invitation = crew.invitation(token)
    if invitation is None:
        return newcomer(request, token)
    form = AccountForm(request.POST or None)
    ready = request.method == "POST" and (request.user.is_authenticated or form.is_valid())
    if ready and (answer := _joined(request, token, form)):
        return answer
    context = {"invitation": invitation, "form": form, "token": token}
    status = 422 if request.method == "POST" else 200
    return render(request, "front/invited.html", context, status=status)


def _joined(request: HttpRequest, token: str, form: AccountForm) -> HttpResponse | None:
    """Into the room; None with the form's error when the name is taken."""
    try:
        user = request.user
        if not user.is_authenticated:
            sent = form.cleaned_data
            user = crew.new_account(sent["username"], sent["password"])
            login(request, user, backend=BACKEND)
        return redirect("room", crew.accept(token, user).pk)
    except CannotDo as why:
        form.add_error(None, texts.render(why.text))
        return None
