"""Pages about programs: tokens, webhooks, exports of an exercise and its way back in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from game import runtime, texts
from game.models import ApiToken, Delivery, Exercise, Participant, User, Webhook
from game.runtime import crew, exports, hooks, tokens, wholes
from game.views.border import facilitator, host, not_your_part, owner, player, watcher

DELIVERIES = 50
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


class TokenForm(forms.Form):
    """A name for it, and what it may do."""

    name = forms.CharField(label=_("What is it for?"), max_length=60)
    scopes = forms.MultipleChoiceField(
        label=_("It may"), widget=forms.CheckboxSelectMultiple, choices=[]
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = tokens.scopes_of(user)
        self.fields["scopes"].choices = [
            (scope, texts.render(words)) for scope, words in tokens.SCOPES.items() if scope in mine
        ]


class HookForm(forms.Form):
    """Where to send, and what about."""

    url = forms.URLField(label=_("Address"), max_length=300, assume_scheme="https")
    events = forms.MultipleChoiceField(
        label=_("Tell it when"), widget=forms.CheckboxSelectMultiple, choices=[]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["events"].choices = [
            (event, texts.render(words)) for event, words in hooks.EVENTS.items()
        ]


class WholeForm(forms.Form):
    """A file that another installation exported."""

    file = forms.FileField(label=_("Exercise file (JSON)"))


@facilitator
@GET_OR_POST
def token_page(request: HttpRequest) -> HttpResponse:
    user: User = request.user  # type: ignore[assignment]
    form = TokenForm(request.POST or None, user=user)
    if request.method == "POST" and not tokens.scopes_of(user):
        crew.need_host(user)
    plain = _made(request, form) if request.method == "POST" else ""
    status = 422 if request.method == "POST" and not plain else 200
    rows = [(token, ", ".join(token.scopes)) for token in tokens.of_user(user)[:200]]
    fresh = form if not plain else TokenForm(user=user)
    context = {"form": fresh, "rows": rows, "plain": plain}
    return render(request, "programs/tokens.html", context, status=status)


def _made(request: HttpRequest, form: TokenForm) -> str:
    """The plain text of a new token, "" where the form does not hold."""
    if not form.is_valid():
        return ""
    sent = form.cleaned_data
    try:
        return tokens.issue(request.user, sent["name"], sent["scopes"])[1]
    except runtime.CannotDo as why:
        form.add_error(None, texts.render(why.text))
        return ""


@facilitator
@require_POST
def token_revoke(request: HttpRequest, token: int) -> HttpResponse:
    tokens.revoke(get_object_or_404(ApiToken, pk=token, user=request.user))
    return redirect("tokens")


@player
@GET_OR_POST
def seat_token(request: HttpRequest, me: Participant) -> HttpResponse:
    """A token with which a player's own program takes part."""
    plain = tokens.seat(me, "player")[1] if request.method == "POST" else ""
    return render(request, "programs/seat.html", {"me": me, "plain": plain})


@facilitator
@GET_OR_POST
def hook_page(request: HttpRequest) -> HttpResponse:
    form = HookForm(request.POST or None)
    if request.method == "POST" and _added(request, form):
        return redirect("hooks")
    sent = Delivery.objects.filter(webhook__user=request.user).select_related("webhook")
    context = {
        "form": form,
        "hooks": hooks.of_user(request.user),
        "deliveries": sent.order_by("-pk")[:DELIVERIES],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "programs/hooks.html", context, status=status)


def _added(request: HttpRequest, form: HookForm) -> bool:
    if not form.is_valid():
        return False
    try:
        hooks.add(request.user, form.cleaned_data["url"], form.cleaned_data["events"])
    except runtime.CannotDo as why:
        form.add_error("url", texts.render(why.text))
        return False
    return True


def _test(hook: Webhook, _by: User) -> None:
    hooks.test(hook)


HOOK_VERBS: dict[str, Callable[[Webhook, User], None]] = {
    "test": _test,
    "switch": hooks.switch,
    "remove": hooks.remove,
}


@facilitator
@require_POST
def hook_act(request: HttpRequest, hook: int, verb: str) -> HttpResponse:
    if verb not in HOOK_VERBS:
        raise Http404
    HOOK_VERBS[verb](get_object_or_404(Webhook, pk=hook, user=request.user), request.user)
    return redirect("hooks")


# Exports


@watcher
@require_GET
def export_page(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    role = request.room_role  # type: ignore[attr-defined]
    context = {
        "exercise": exercise,
        "over": exercise.state == Exercise.State.ENDED,
        "forms": exports.WRITERS,
        "tables": exports.tables_for(role),
        "whole": role == crew.OWNER,
    }
    return render(request, "programs/exports.html", context)


@watcher
@require_GET
def export(request: HttpRequest, exercise: Exercise, table: str, form: str) -> HttpResponse:
    if table not in exports.TABLES or form not in exports.WRITERS:
        raise Http404
    if table not in exports.tables_for(request.room_role):  # type: ignore[attr-defined]
        return not_your_part()
    made = exports.file(exercise, table, form)
    return _download(HttpResponse(made.body, content_type=made.kind), made.name)


@owner
@require_GET
def export_whole(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    made = JsonResponse(wholes.whole(exercise), json_dumps_params={"indent": 1})
    return _download(made, f"exercise-{exercise.code}.json")


def _download(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@host
@GET_OR_POST
def import_page(request: HttpRequest) -> HttpResponse:
    form = WholeForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and (exercise := _brought(request, form)):
        return redirect("room_results", exercise.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "programs/import.html", {"form": form}, status=status)


def _brought(request: HttpRequest, form: WholeForm) -> Exercise | None:
    if not form.is_valid():
        return None
    file = form.cleaned_data["file"]
    try:
        document = wholes.read(file.read(wholes.MOST_BYTES + 1))
        return wholes.bring_in(document, request.user)
    except runtime.CannotDo as why:
        form.add_error("file", texts.render(why.text))
        return None
