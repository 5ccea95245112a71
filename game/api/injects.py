"""Exercise control's injects. With a facilitator's token."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from game import live
from game.api import own, said
from game.api.exercises import READ, WRITE
from game.api.keys import exercise_of, team_of, user_of
from game.api.pages import MOST, Limit, Offset, page
from game.api.problems import Problem, invalid
from game.api.room_shapes import Help, Planned
from game.api.shapes import Inject, Key, Page
from game.models import Exercise, Team
from game.runtime import exports, injecting, msel, rehearsing, sheets
from game.sim import injects as kinds
from game.sim import reading

router = Router(tags=["Injects"])


@router.get(
    "/exercises/{int:pk}/injects",
    auth=READ,
    response=Page,
    summary="The master list: planned, delivered, seen, acted",
)
def injects(request: HttpRequest, pk: int, limit: Limit = 50, offset: Offset = 0) -> dict[str, Any]:
    return page(request, injecting.table(exercise_of(request, pk)), (limit, offset), _inject)


def _inject(row: injecting.Row) -> dict[str, Any]:
    return {
        "number": row.inject.number,
        "name": row.name,
        "title": said.plain(row.inject.title),
        "movable": row.inject.movable,
        "planned": row.planned,
        "teams": [
            {
                "team": told.team.pk if told.team else None,
                "planned": told.planned,
                "delivered": told.delivered,
                "seen": told.seen,
                "acted": told.acted,
            }
            for told in row.told
        ],
    }


@router.post(
    "/exercises/{int:pk}/injects",
    auth=WRITE,
    response={200: dict[str, Any]},
    summary="Fire, hold, skip, time or write an inject",
)
def inject(request: HttpRequest, pk: int, sent: Inject, key: Key) -> dict[str, Any]:
    exercise = exercise_of(request, pk, write=True)
    team = None if sent.team is None else team_of(request, exercise, sent.team)
    done = _say(request, exercise, sent, key, team) if sent.what == "adhoc" else None
    if done is None:
        wish = injecting.Wish(sent.what, sent.do, sent.at)
        done = injecting.order(exercise, user_of(request), wish, key, team)
    return _given(done) | {"planned": not done}


def _given(done: injecting.Given) -> dict[str, Any]:
    """Show it to the teams; which receipt each has."""
    for row, _receipt in done:
        live.push(row.pk)
    items = [{"team": row.pk, "receipt": said.receipt(receipt)} for row, receipt in done]
    return {"items": items}


@router.post(
    "/exercises/{int:pk}/hints",
    auth=WRITE,
    response={200: dict[str, Any]},
    summary="Send the next hint, unasked",
)
def hint(request: HttpRequest, pk: int, sent: Help, key: Key) -> dict[str, Any]:
    """The whole team reads it. In a ranked exercise it goes to all teams or none."""
    exercise = exercise_of(request, pk, write=True)
    team = None if sent.team is None else team_of(request, exercise, sent.team)
    return _given(injecting.hint(exercise, user_of(request), sent.cost, key, team))


def _say(
    request: HttpRequest, exercise: Exercise, sent: Inject, key: str, team: Team | None
) -> injecting.Given:
    if sent.channel is None or not sent.words.strip():
        raise Problem(422, _("Choose a channel and write something."))
    spoken = injecting.Spoken(sent.words, sent.channel, sent.sender or "control", tuple(sent.seats))
    return injecting.say(exercise, user_of(request), spoken, key, team)


@router.get(
    "/exercises/{int:pk}/injects/said",
    auth=READ,
    response=Page,
    summary="What facilitators wrote, newest first, and when it was seen",
)
def said_by_hand(
    request: HttpRequest, pk: int, limit: Limit = 50, offset: Offset = 0
) -> dict[str, Any]:
    return page(request, injecting.said(exercise_of(request, pk)), (limit, offset), _spoken)


def _spoken(row: tuple[Team, int, dict[str, Any], int | None, str]) -> dict[str, Any]:
    team, step, extra, seen, words = row
    return {
        "team": team.pk,
        "step": step,
        "time": reading(step),
        "channel": extra["channel"],
        "sender": said.plain(kinds.SENDERS[extra["sender"]]),
        "seats": list(extra["seats"]),
        "seen": seen,
        "words": words,
    }


@router.put(
    "/exercises/{int:pk}/injects/plan",
    auth=WRITE,
    response=Page,
    summary="Plan several injects at once",
)
def plan(request: HttpRequest, pk: int, sent: Planned) -> dict[str, Any]:
    """What is not named stays as it is. The answer is the first page of the master list."""
    exercise = exercise_of(request, pk, write=True)
    injecting.set_plan(exercise, user_of(request), _plans(sent))
    return page(request, injecting.table(exercise), (MOST, 0), _inject)


def _plans(sent: Planned) -> dict[str, str | int]:
    with invalid():
        return msel.plans([["name", "plan"], *([name, do] for name, do in sent.plan.items())])


@router.post(
    "/exercises/{int:pk}/injects/dry-run",
    auth=WRITE,
    response=Page,
    summary="What would come when, on a practice morning",
)
def dry_run(request: HttpRequest, pk: int) -> dict[str, Any]:
    """To a scripted team, with other draws than the exercise's own; your own injects come last.
    Takes seconds."""
    exercise = exercise_of(request, pk, write=True)
    played, names = rehearsing.dry_run(exercise), own.ids_of(exercise)
    lines = [_inject(row) for row in played.listed]
    lines += [own.shown(row, names) for row in played.own]
    return page(request, lines, (MOST, 0), lambda line: line)


@router.get("/exercises/{int:pk}/injects.{form}", auth=READ, summary="The master list as a table")
def table(request: HttpRequest, pk: int, form: Literal["csv", "xlsx"]) -> HttpResponse:
    """As `POST .../injects/table` takes it: plans, and your own injects."""
    exercise = exercise_of(request, pk)
    rows, name = msel.rows(exercise), f"injects-{exercise.code}.{form}"
    body: str | bytes = sheets.as_csv(rows) if form == "csv" else sheets.as_xlsx(rows, "Injects")
    given = HttpResponse(body, content_type=exports.KINDS[form])
    given["Content-Disposition"] = f'attachment; filename="{name}"'
    return given
