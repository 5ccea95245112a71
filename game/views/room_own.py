"""Injects of one's own: written, changed, sent, put on the shelf, taken out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from game import live, texts
from game.forms import OneTeamForm
from game.models import Exercise, OwnInject
from game.runtime import CannotDo, crew, entering, own
from game.runtime.own import Draft, Wrong
from game.sim import injects, reading
from game.sim.milestones import described
from game.views.border import runner
from game.views.own_forms import OwnForm, initial_of
from game.views.room_acts import answered, offer


@runner
@require_http_methods(["GET", "HEAD", "POST"])
def room_own(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    """Write a new one, or, with `like`, one's own version of a line of the list."""
    form = OwnForm(exercise, request.POST or None, initial=_like(request.GET.get("like", "")))

    def keep(draft: Draft) -> None:
        made = own.add(exercise, request.user, draft)  # type: ignore[arg-type]
        words = _("Added: %(title)s") % {"title": made.title}
        offer(request, exercise, words, "own", inject=made.name, was=None)

    return _written(request, exercise, form, keep)


def _like(name: str) -> dict[str, Any]:
    """The fields as that inject of the list has them."""
    inject = injects.injects().get(name)
    if inject is None or not inject.movable:
        return {}
    senders = (key for key, title in injects.SENDERS.items() if title == inject.sender)
    every = len(inject.seats) == len(injects.ALL_SEATS)
    draft = Draft(
        body=texts.render(inject.body if inject.body.id else inject.subject),
        channel=inject.channel,
        sender=next(senders, "control"),
        trigger=inject.trigger,
        title=texts.render(inject.title),
        seats=() if every else inject.seats,
        expected=texts.render(inject.expected),
    )
    return initial_of(draft)


@runner
@require_http_methods(["GET", "HEAD", "POST"])
def room_own_one(request: HttpRequest, exercise: Exercise, name: str) -> HttpResponse:
    """Change one that no team has got."""
    row = _of(exercise, name)
    was = own.draft_of(row)
    form = OwnForm(exercise, request.POST or None, initial=initial_of(was))

    def keep(draft: Draft) -> None:
        if own.change(exercise, request.user, name, draft):  # type: ignore[arg-type]
            words = _("Changed: %(title)s") % {"title": row.title}
            offer(request, exercise, words, "own", inject=name, was=own.as_plain(was))

    return _written(request, exercise, form, keep, row)


def _written(
    request: HttpRequest,
    exercise: Exercise,
    form: OwnForm,
    keep: Callable[[Draft], None],
    row: OwnInject | None = None,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and _kept(form, keep):
        return redirect("room_injects", exercise.pk)
    role = request.room_role  # type: ignore[attr-defined]
    context = {
        "exercise": exercise,
        "role": role,
        "runs": role in crew.RUNS,
        "form": form,
        "row": row,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "room/own.html", context, status=status)


def _kept(form: OwnForm, keep: Callable[[Draft], None]) -> bool:
    """False with the form's error for what cannot be; what was typed stays."""
    try:
        keep(form.draft())
    except Wrong as wrong:
        form.refuse(wrong)
        return False
    except CannotDo as why:
        form.add_error(None, texts.render(why.text))
        return False
    return True


def _of(exercise: Exercise, name: str) -> OwnInject:
    try:
        return own.find(exercise, name)
    except CannotDo:
        raise Http404 from None


@runner
@require_POST
def room_own_do(request: HttpRequest, exercise: Exercise, name: str, verb: str) -> HttpResponse:
    """One of VERBS."""
    if verb not in VERBS:
        raise Http404
    return answered(exercise, VERBS[verb](request, exercise, _of(exercise, name)))


def _fire(request: HttpRequest, exercise: Exercise, row: OwnInject) -> str:
    form = OneTeamForm(request.POST)
    pk = form.cleaned_data["team"] if form.is_valid() else None
    team = None if pk is None else exercise.team_set.filter(pk=pk).first()
    if pk is not None and team is None:
        raise Http404
    for told in own.fire(exercise, request.user, row.name, team):  # type: ignore[arg-type]
        live.push(told.pk)
    return _("Sent.")


def _shelve(request: HttpRequest, exercise: Exercise, row: OwnInject) -> str:
    own.shelve(exercise, request.user, row.name)  # type: ignore[arg-type]
    return _("Held until you send it.")


def _remove(request: HttpRequest, exercise: Exercise, row: OwnInject) -> str:
    was = own.remove(exercise, request.user, row.name)  # type: ignore[arg-type]
    words = _("Taken out: %(title)s") % {"title": row.title}
    return offer(request, exercise, words, "own", inject=row.name, was=own.as_plain(was))


VERBS: dict[str, Callable[[HttpRequest, Exercise, OwnInject], str]] = {
    "fire": _fire,
    "shelve": _shelve,
    "remove": _remove,
}


def shown(row: own.Row, names: dict[int, str]) -> dict[str, Any]:
    """A line for a page. `names`: of the teams, by index."""
    inject = row.inject
    return {
        "number": inject.number,
        "name": inject.name,
        "title": inject.title,
        "body": inject.body,
        "channel": injects.SUBJECTS[inject.channel],
        "sender": injects.SENDERS[inject.sender],
        "seats": " ".join(inject.seats),
        "teams": ", ".join(names.get(index, "") for index in inject.teams),
        "comes": _comes(inject.trigger),
        "planned": _planned(row),
        "by_hand": entering.is_by_hand(inject.trigger),
        "expected": inject.expected,
        "waits": row.waits,
        "sent": row.sent,
        "told": row.told,
        "one": row.told[0] if len(row.told) == 1 else None,
        "counts": {
            what: sum(getattr(told, what) is not None for told in row.told)
            for what in ("delivered", "seen", "acted")
        },
    }


def _comes(trigger: str) -> str:
    if entering.is_time(trigger):
        return reading(max(clause.start for clause in entering.clauses(trigger)))
    return "; ".join(texts.render(words) for words in described(trigger))


def _planned(row: own.Row) -> str:
    if not row.waits:
        return _("sent")
    return _("by hand") if entering.is_by_hand(row.inject.trigger) else _("by itself")
