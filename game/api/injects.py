"""Exercise control's injects. With a facilitator's token."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router

from game import live
from game.api import said
from game.api.exercises import READ, WRITE
from game.api.keys import exercise_of, team_of, user_of
from game.api.pages import Limit, Offset, page
from game.api.problems import Problem
from game.api.shapes import Inject, Key, Page
from game.models import Exercise, Team
from game.runtime import injecting

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
    for row, _receipt in done:
        live.push(row.pk)
    items = [{"team": row.pk, "receipt": said.receipt(receipt)} for row, receipt in done]
    return {"items": items, "planned": not items}


def _say(
    request: HttpRequest, exercise: Exercise, sent: Inject, key: str, team: Team | None
) -> injecting.Given:
    if sent.channel is None or not sent.words.strip():
        raise Problem(422, _("Choose a channel and write something."))
    spoken = injecting.Spoken(sent.words, sent.channel, sent.sender or "control", tuple(sent.seats))
    return injecting.say(exercise, user_of(request), spoken, key, team)
