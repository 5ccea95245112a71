"""Everything that a player does in a browser, for a program. With a seat's token."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Status

from game import live, runtime, sim, texts
from game.api import problems, said
from game.api.exercises import must_be_over, must_have_begun, wrong
from game.api.keys import ORDERS_PER_MINUTE, RemovedToken, SeatToken, person_of, slow_down
from game.api.pages import Limit, Offset, page
from game.api.problems import Problem, one_of
from game.api.shapes import (
    Acknowledged,
    Command,
    Consent,
    HandOver,
    Key,
    NewNote,
    Page,
    Preference,
    ReceiptOut,
)
from game.forms import args_of, order_form
from game.models import Exercise, Participant, Team
from game.runtime import acks, clocks, freezing, leaders, people, tokens
from game.runtime.commands import Receipt
from game.sim.parts import CONTROL
from game.sim.seats import TITLES

router = Router(tags=["Seat"])
PLAY, RESULTS = SeatToken(tokens.PLAY), SeatToken(tokens.RESULTS)
REMOVED = RemovedToken(tokens.PLAY)
STATUS = {"accepted": 200, "refused": 422, "conflict": 409}
State = Exercise.State
Answer = dict[str, Any] | HttpResponse


@router.get(
    "/seat", auth=PLAY, response=dict[str, Any], summary="Who you are, and what the time is"
)
def me(request: HttpRequest) -> dict[str, Any]:
    person = person_of(request)
    exercise = person.exercise
    now = clocks.clock_of(exercise.pk, person.team_id)
    mates = Participant.objects.present().filter(team=person.team_id).prefetch_related("seat_set")
    return {
        "person": said.person(person),
        "team": {"id": person.team_id, "name": person.team.name},
        "exercise": {"id": exercise.pk, "name": exercise.name, "state": exercise.state},
        "alone": exercise.owner_id is None,
        "clock": said.clock(now),
        "people": [
            {"id": mate.pk, "token": mate.token, "name": mate.name, "seats": list(mate.seats)}
            for mate in mates
        ],
    }


def _look(request: HttpRequest) -> tuple[Participant, runtime.Look]:
    """The person and what the person's seats see. Raises Problem before the bell.

    While questions are answered from memory that is the questions: as on the page, the rest is
    covered.
    """
    person = person_of(request)
    must_have_begun(person.exercise)
    look = runtime.look(person.team, runtime.seats_of(person))
    return person, freezing.covered(look)


@router.get("/seat/view", auth=PLAY, response=dict[str, Any], summary="All that your seats see now")
def view(request: HttpRequest) -> dict[str, Any]:
    person, look = _look(request)
    return said.view(look, person.team)


@router.get("/seat/frame", auth=PLAY, response=dict[str, Any], summary="The newest frame")
def frame(request: HttpRequest) -> dict[str, Any]:
    """As /ws/play sends it: `n` in the order of `fields`, -1 for what is unknown or not yours."""
    person = person_of(request)
    must_have_begun(person.exercise)
    seats = runtime.seats_of(person)
    moved = runtime.advance(person.team_id, budget_s=runtime.BUDGET_S, views=frozenset({seats}))
    shown = live.under_cover(live.frame(moved, sim.view_key(seats)))
    return shown | {"fields": list(sim.FRAME_FIELDS)}


@router.get("/seat/evidence", auth=PLAY, response=Page, summary="What was opened and you can read")
def evidence(request: HttpRequest, limit: Limit = 50, offset: Offset = 0) -> dict[str, Any]:
    _person, look = _look(request)
    return page(request, look.view.evidence, (limit, offset), said.plain)


@router.get("/seat/notes", auth=PLAY, response=Page, summary="Notes of the team, changes of seats")
def notes(request: HttpRequest, limit: Limit = 50, offset: Offset = 0) -> dict[str, Any]:
    _person, look = _look(request)
    return page(request, said.notes(look), (limit, offset), dict)


@router.post(
    "/seat/commands",
    auth=PLAY,
    response={200: ReceiptOut},
    summary="Order something, with your seats' powers",
)
def command(request: HttpRequest, sent: Command, key: Key) -> Answer:
    """Accepted means ordered; the world checks again when it is due.

    Beliefs, declarations, tasks and looks into evidence are commands too: `offers` of the view
    names them with their fields. 422 and 409 say why in words, with the text's id.
    """
    person = ordering(request)
    routers = runtime.scenario_of(person.exercise).routers
    receipt = runtime.submit(person.team, person, sent.action, _args(sent, key, routers), key)
    return _ordered(person, receipt)


def ordering(request: HttpRequest) -> Participant:
    person = person_of(request)
    slow_down(f"orders:{person.pk}", ORDERS_PER_MINUTE)
    return person


def _args(sent: Command, key: str, routers: int) -> dict[str, Any]:
    """The arguments through the form that the browser's go through. Raises Problem."""
    action = sim.ACTIONS.get(sent.action)
    if action is None or CONTROL in action.seats:
        raise Problem(404, _("There is no such order."))
    known = {field.name for field in action.fields}
    if extra := sorted(sent.args.keys() - known):
        words = _("This order has no such field.")
        errors = [{"where": f"args.{name}", "words": words} for name in extra]
        raise Problem(422, f"args.{extra[0]}: {words}", errors=errors)
    form = order_form(action, {**sent.args, "key": key}, routers)
    if not form.is_valid():
        raise wrong(form)
    return args_of(form)


def _ordered(person: Participant, receipt: Receipt) -> Answer:
    """Show the effect to the team, and the receipt to who asked."""
    if receipt.status == "accepted":
        live.push(person.team_id)
    return told(receipt)


def told(receipt: Receipt) -> Answer:
    shown = said.receipt(receipt)
    if receipt.status == "accepted":
        return shown
    return problems.answer(STATUS[receipt.status], texts.render(receipt.text), receipt=shown)


@router.put(
    "/seat/acknowledged", auth=PLAY, response={204: None}, summary="Which alerts you have in hand"
)
def acknowledge(request: HttpRequest, sent: Acknowledged) -> Any:
    """All of them each time, as a screen says it: the control room counts the others."""
    person, look = _look(request)
    acks.keep(person, look.view.seats, sent.messages)
    return Status(204, None)


@router.post("/seat/notes", auth=PLAY, response={200: ReceiptOut}, summary="Write to your team")
def note(request: HttpRequest, sent: NewNote, key: Key) -> Answer:
    person = ordering(request)
    return _ordered(person, runtime.note(person.team, person, sent.text, key))


@router.post(
    "/seat/hand-over", auth=PLAY, response={200: ReceiptOut}, summary="Give a seat to a team-mate"
)
def hand_over(request: HttpRequest, sent: HandOver, key: Key) -> Answer:
    person = ordering(request)
    mates = Participant.objects.present().filter(pk=sent.to, team=person.team_id)
    to = one_of(mates, _("There is no such person."))
    receipt = runtime.hand_over(person, to, sent.seat, sent.note, key)
    if receipt.status == "accepted":
        live.reseated(person.team_id)
    return told(receipt)


@router.get(
    "/seat/lobby", auth=PLAY, response=dict[str, Any], summary="The waiting room, as you see it"
)
def lobby(request: HttpRequest) -> dict[str, Any]:
    """`seats`: who hopes for which, and who would hold it if it began now."""
    person = person_of(request)
    exercise = person.exercise
    teams = exercise.team_set.order_by("index").prefetch_related("participant_set")
    return {
        "exercise": {"name": exercise.name, "state": exercise.state, "when": exercise.scheduled},
        "briefing": said.plain(runtime.scenario_of(exercise).briefing),
        "teams": [{"id": team.pk, "name": team.name, "people": _names(team)} for team in teams],
        "seats": _seats(person) if exercise.seating == Exercise.Seating.ROLES else [],
        "checked": person.checked,
    }


def _names(team: Team) -> list[str]:
    return [one.name for one in team.participant_set.all() if not one.removed]


def _seats(person: Participant) -> list[dict[str, Any]]:
    mates = list(person.team.participant_set.present())
    holders = runtime.preview(person.team)
    return [
        {
            "seat": seat,
            "title": said.plain(TITLES[seat]),
            "mine": person.preference == seat,
            "wished_by": [one.pk for one in mates if one.preference == seat],
            "holders": [one.pk for one in mates if seat in holders.get(one.pk, ())],
        }
        for seat in sim.ALL_SEATS
    ]


@router.post(
    "/seat/ask-back",
    auth=REMOVED,
    response={204: None},
    summary="Ask for the seat that was taken from you",
)
def ask_back(request: HttpRequest) -> Any:
    """The facilitator sees it. Once you are let back in, your token works as before."""
    people.ask_back(person_of(request))
    return Status(204, None)


@router.post("/seat/preference", auth=PLAY, response={204: None}, summary="Hope for a seat")
def prefer(request: HttpRequest, sent: Preference) -> Any:
    runtime.prefer(person_of(request), sent.seat)
    return Status(204, None)


@router.post("/seat/check", auth=PLAY, response={204: None}, summary="Say that updates arrive")
def check(request: HttpRequest) -> Any:
    people.confirm_comms(person_of(request))
    return Status(204, None)


@router.post(
    "/seat/consent", auth=RESULTS, response={204: None}, summary="May the team's name stand public?"
)
def consent(request: HttpRequest, sent: Consent) -> Any:
    leaders.consent(person_of(request), agrees=sent.agrees)
    return Status(204, None)


@router.post("/seat/begin", auth=PLAY, response={204: None}, summary="Start or go on, alone")
def begin(request: HttpRequest) -> Any:
    """Only in an exercise of one's own; else the facilitator starts."""
    person = person_of(request)
    exercise = person.exercise
    if exercise.owner_id is not None:
        raise Problem(403, _("The facilitator starts this exercise."))
    if exercise.state == State.LOBBY:
        runtime.start(exercise, person)
        live.started(exercise)
    elif exercise.state == State.RUNNING:
        runtime.resume(exercise, person)
        live.changed(exercise)
    return Status(204, None)


@router.post("/seat/ticket", auth=PLAY, response=dict[str, Any], summary="Opens one socket")
def ticket(request: HttpRequest) -> dict[str, Any]:
    """For /ws/play?ticket=... within 30 seconds, once; or send the bearer as a header there."""
    made = tokens.ticket(person_of(request))
    return {"ticket": made, "path": f"/ws/play?ticket={made}", "life_s": tokens.TICKET_LIFE_S}


@router.get("/seat/result", auth=RESULTS, response=dict[str, Any], summary="How your morning ended")
def result(request: HttpRequest) -> Answer:
    person = person_of(request)
    must_be_over(person.exercise)
    body = runtime.result(person.team)
    if body is None:
        words = _("The result is being computed. Ask again in two seconds.")
        return problems.answer(503, words, retry_after_s=2)
    return said.plain(body)


@router.get("/seat/log.csv", auth=RESULTS, summary="Your team's log, after the end")
def log_csv(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    must_be_over(person.exercise)
    return HttpResponse(runtime.log_csv(person.team), content_type="text/csv; charset=utf-8")


@router.delete("/seat/token", auth=PLAY, response={204: None}, summary="Revoke your own token")
def forget(request: Any) -> Any:
    tokens.revoke(request.auth)
    return Status(204, None)
