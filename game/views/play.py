"""A player's pages: before the start, the console, its panes, orders and notes."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from game import live, runtime, sim, texts
from game.forms import HandOverForm, KeyForm, NoteForm, PreferForm, args_of, order_form
from game.models import Exercise, Participant
from game.runtime import acks, overview, people, planned, plans
from game.sim import reading
from game.sim.actions.hand_over import NOBODYS_S
from game.sim.parts import CONTROL
from game.views import screens, seating
from game.views.border import player, real_seat_of

READ_MARK = "seen"
STATUS = {"accepted": 200, "refused": 422, "conflict": 409}
State = Exercise.State


@player
@require_GET
def lobby(request: HttpRequest, me: Participant) -> HttpResponse:
    if me.exercise.has_begun:
        return _go(request, "console" if me.exercise.state == State.RUNNING else "result")
    if plans.week_of(me.exercise):
        return _go(request, "week")
    teams = me.exercise.team_set.order_by("index").prefetch_related("participant_set")
    rows = [{"team": team, "people": _present(team.participant_set.all(), me)} for team in teams]
    context = {
        "me": me,
        "team": me.team,
        "exercise": me.exercise,
        "teams": rows,
        "alone": me.exercise.owner_id is None,
        "planned": planned.plan_of(me.exercise),
        "briefing": runtime.scenario_of(me.exercise).briefing,
        "practice": _practice(me.exercise),
        "seats": seating.rows(me) if me.exercise.seating == Exercise.Seating.ROLES else [],
    }
    return render(request, "lobby/lobby.html", context)


@player
@require_POST
def prefer(request: HttpRequest, me: Participant) -> HttpResponse:
    """Hope for a seat, before they are dealt."""
    form = PreferForm(request.POST)
    if form.is_valid():
        runtime.prefer(me, form.cleaned_data["role"])
    return redirect("lobby")


@player
@require_POST
def check(request: HttpRequest, me: Participant) -> HttpResponse:
    """Updates and the sound arrive here, says who sits here."""
    people.confirm_comms(me)
    return redirect("lobby")


def _practice(exercise: Exercise) -> sim.Text | None:
    """What is wrong, where somebody alone has chosen it."""
    if exercise.owner_id is not None or not exercise.variant:
        return None
    return sim.load(exercise.scenario).variants[exercise.variant].title


def _present(those: Any, me: Participant) -> list[dict[str, Any]]:
    """Who has joined, and whether their browser is still there; one's own is."""
    return [
        {"person": one, "here": one.pk == me.pk or overview.is_here(one)}
        for one in those
        if not one.removed
    ]


def _go(request: HttpRequest, to: str) -> HttpResponse:
    """Send the whole page on, also when only a fragment asked."""
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": reverse(to)})
    return redirect(to)


@player
@require_GET
def console(request: HttpRequest, me: Participant) -> HttpResponse:
    if me.exercise.state != State.RUNNING:
        return redirect("result" if me.exercise.state == State.ENDED else "lobby")
    look = runtime.look(me.team, runtime.seats_of(me))
    if look.clock.reason == "end" and not look.view.over:  # the facilitator ended this team alone
        return redirect("result")
    context = screens.context(look, me) | {"follows": screens.follows()}
    context["real"] = real_seat_of(request) if me.exercise.drill else None
    context |= {"fields": " ".join(sim.FRAME_FIELDS), "state_keys": " ".join(sim.ROUTER_STATES)}
    return render(request, "console/console.html", context)


@player
@require_GET
def pane(request: HttpRequest, me: Participant, name: str) -> HttpResponse:
    if name not in screens.FOLLOWS:
        raise Http404
    if me.exercise.state != State.RUNNING:
        return _go(request, "result" if me.exercise.state == State.ENDED else "lobby")
    look = runtime.look(me.team, runtime.seats_of(me))
    if name == "messages" and "acked" in request.GET:
        sent = request.GET["acked"].split(",")[: acks.MOST]
        acks.keep(me, look.view.seats, (int(n) for n in sent if n.isdecimal() and len(n) < 6))
    return render(request, f"panels/{name}.html", screens.context(look, me))


@player
@require_POST
def act(request: HttpRequest, me: Participant, action: str) -> HttpResponse:
    if action not in sim.ACTIONS or CONTROL in sim.ACTIONS[action].seats:
        raise Http404
    routers = runtime.scenario_of(me.exercise).routers
    form = order_form(sim.ACTIONS[action], request.POST, routers)
    if not form.is_valid():
        return _answer(request, "refused", _wrong(form))
    receipt = runtime.submit(me.team, me, action, args_of(form), form.cleaned_data["key"])
    if action == READ_MARK and receipt.status == "refused":
        return HttpResponse(status=204)  # the page sent it by itself: nobody waits for an answer
    return _ordered(request, me, receipt)


@player
@require_POST
def note(request: HttpRequest, me: Participant) -> HttpResponse:
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _answer(request, "refused", _wrong(form))
    words, key = form.cleaned_data["text"], form.cleaned_data["key"]
    return _ordered(request, me, runtime.note(me.team, me, words, key))


@player
@require_POST
def hand_over(request: HttpRequest, me: Participant) -> HttpResponse:
    """Give a seat of one's own to a team-mate."""
    form = HandOverForm(request.POST)
    if not form.is_valid():
        return _answer(request, "refused", _wrong(form))
    sent = form.cleaned_data
    to = get_object_or_404(Participant, pk=sent["to"], team=me.team, removed=False)
    receipt = runtime.hand_over(me, to, sent["seat"], sent["note"], sent["key"])
    words = _words(receipt)
    if receipt.status == "accepted":
        live.reseated(me.team_id)
        words += " " + _("For %(n)d seconds nobody has its powers.") % {"n": NOBODYS_S}
    return _answer(request, receipt.status, words)


@player
@require_GET
def state(request: HttpRequest, me: Participant) -> HttpResponse:
    seats = runtime.seats_of(me)
    moved = runtime.advance(me.team_id, budget_s=runtime.BUDGET_S, views=frozenset({seats}))
    return JsonResponse(live.frame(moved, sim.view_key(seats)))


def _ordered(request: HttpRequest, me: Participant, receipt: runtime.Receipt) -> HttpResponse:
    """Show the effect to everyone in the team, and the receipt to who pressed."""
    if receipt.status == "accepted":
        live.push(me.team_id)
    return _answer(request, receipt.status, _words(receipt))


def _words(receipt: runtime.Receipt) -> str:
    if receipt.status != "accepted":
        return _("Refused: %(why)s") % {"why": texts.render(receipt.text)}
    if receipt.effect_step is None:
        return texts.render(receipt.text)
    times = {"due": reading(receipt.due_step), "effect": reading(receipt.effect_step)}
    if receipt.effect_step == receipt.due_step:
        return _("Accepted %(due)s.") % times
    return _("Accepted %(due)s, takes effect %(effect)s.") % times


def _wrong(form: KeyForm) -> str:
    """The form's first error, with the field that it is about."""
    name, errors = next(iter(form.errors.items()))
    label = form.fields[name].label if name in form.fields else ""
    return _("Refused: %(why)s") % {"why": f"{label or ''} {errors[0]}".strip()}


def _answer(request: HttpRequest, status: str, words: str) -> HttpResponse:
    context = {"status": status, "words": words}
    return render(request, "panels/answer.html", context, status=STATUS[status])
