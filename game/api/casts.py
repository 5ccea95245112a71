"""Bots in teams and empty seats. With a facilitator's token."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from game.api.exercises import READ, WRITE, shown
from game.api.keys import exercise_of, team_of, user_of
from game.api.once import once
from game.api.pages import Limit, Offset, page
from game.api.room_shapes import BotPage
from game.api.shapes import Bots, ExerciseOut, MaybeKey
from game.models import Exercise, Team
from game.runtime import casting

router = Router(tags=["Bots"])


@router.get(
    "/exercises/{int:pk}/bots", auth=READ, response=BotPage, summary="Which bots play in which team"
)
def bots(request: HttpRequest, pk: int, limit: Limit = 50, offset: Offset = 0) -> dict[str, Any]:
    teams = exercise_of(request, pk).team_set.order_by("index").prefetch_related("bot_set")
    return page(request, teams, (limit, offset), _team)


def _team(team: Team) -> dict[str, Any]:
    active = [bot for bot in team.bot_set.all() if bot.active]
    return {
        "team": team.pk,
        "name": team.name,
        "people": team.participant_set.present().count(),
        "level": next((bot.level for bot in active if not bot.covers_id), ""),
        "covers": sum(1 for bot in active if bot.covers_id),
    }


@router.post(
    "/exercises/{int:pk}/bots",
    auth=WRITE,
    response=ExerciseOut,
    summary="A team of bots, bots in empty seats, or all sent home",
)
def cast(request: HttpRequest, pk: int, sent: Bots, key: MaybeKey = None) -> dict[str, Any]:
    """After how long one covers for who dropped out is `cover_after_s` of the exercise."""
    exercise = exercise_of(request, pk, write=True)
    return once(request, key, lambda: _cast(request, exercise, sent))


def _cast(request: HttpRequest, exercise: Exercise, sent: Bots) -> dict[str, Any]:
    user = user_of(request)
    if sent.do == "team":
        casting.add_team(exercise, sent.level, user)
    elif sent.do == "fill":
        casting.fill(exercise, sent.level, user)
    else:
        casting.send_home(exercise, user)
    return shown(exercise)


@router.delete(
    "/exercises/{int:pk}/bots/{int:team}",
    auth=WRITE,
    response={204: None},
    summary="Take a team of bots away, before the start",
)
def remove(request: HttpRequest, pk: int, team: int) -> Any:
    found = team_of(request, exercise_of(request, pk, write=True), team)
    casting.remove_team(found, user_of(request))
    return Status(204, None)
