"""The beat of each second: where every clock is, read from the database and nowhere else.

It is what heals: a page that missed a frame, a start or its own removal learns it here.
"""

from __future__ import annotations

import asyncio
from typing import Any, TypedDict

import structlog
from django.utils.functional import LazyObject

from game import clock as wall
from game.live.cookie import COOKIE, read_cookie
from game.live.frames import beat, encode, frame, go, holders
from game.live.hub import hub
from game.live.keys import brings_key, holder
from game.live.threads import in_thread
from game.models import Exercise, Participant, Team, User
from game.runtime import clocks, lives, views_of
from game.runtime import participant as find_participant
from game.runtime.crew import role_of
from game.runtime.holdings import Views, held_in
from game.sim.seats import Seats

log = structlog.get_logger(__name__)

PERIOD_S = 1.0
PRESENCE_EVERY = 10  # beats
Message = tuple[str, str, str]  # topic, kind, text


class Here(TypedDict):
    """Who has sockets in this process."""

    teams: list[int]
    rooms: list[int]
    people: list[int]


async def beat_forever() -> None:
    """Send beats to the sockets of this process, and whole frames after a lost subscription."""
    number = 0
    while True:
        number += 1
        await asyncio.sleep(PERIOD_S)
        try:
            await _beat(number)
        except Exception:
            log.exception("beat.failed")


async def _beat(number: int) -> None:
    here = Here(teams=hub.ids("team"), rooms=hub.ids("room"), people=hub.ids("person"))
    if not any(here.values()):
        return
    messages = await in_thread(collect, here)
    if hub.missed.is_set():
        hub.missed.clear()
        messages += await in_thread(frames_of, here["teams"])
    if number % PRESENCE_EVERY == 0:
        messages += await in_thread(presence, here)
    for topic, kind, text in messages:
        hub.deliver(topic, kind, text)


def collect(here: Here) -> list[Message]:
    """Beats for these teams and rooms."""
    exercise_of = dict(Team.objects.filter(pk__in=here["teams"]).values_list("pk", "exercise_id"))
    known = clocks.read_all({*exercise_of.values(), *here["rooms"]})
    now = wall.now_ms()
    teams = [
        (f"team:{pk}", "beat", encode(beat(known[exercise].of(pk, now))))
        for pk, exercise in exercise_of.items()
    ]
    rooms = [
        (f"room:{pk}", "beat", encode(beat(known[pk].of(None, now))))
        for pk in here["rooms"]
        if pk in known
    ]
    return teams + rooms


def frames_of(team_ids: list[int]) -> list[Message]:
    """Whole frames of all views of these teams, computed here."""
    views = views_of(team_ids)
    return [message for pk in team_ids for message in _frames(pk, views[pk])]


def _frames(team_id: int, views: Views) -> list[Message]:
    known = clocks.read(lives.desk(team_id).exercise_id)
    if known.exercise.state == Exercise.State.LOBBY:
        return []
    moved = lives.move(lives.Goal(team_id, known.of(team_id, wall.now_ms())), views)
    return [(f"team:{team_id}:{key}", "frame", encode(frame(moved, key))) for key in moved.glances]


def presence(here: Here) -> list[Message]:
    """Note who is here; show those out who were removed, move those whose seats have changed."""
    mine = Participant.objects.filter(pk__in=here["people"])
    mine.update(last_seen=wall.now())
    gone = mine.filter(removed=True).values_list("pk", flat=True)
    left: list[Message] = [(f"person:{pk}", "leave", encode(go("/"))) for pk in gone]
    seats = [(pk, holders(those)) for pk, those in held_in(here["teams"]).items()]
    return left + [(f"team:{pk}", "seats", encode(message)) for pk, message in seats]


def first_messages(team_id: int, seats: Seats) -> list[tuple[str, str]]:
    """What a socket is told when it connects: a beat, and a frame once it has begun."""
    here = Here(teams=[team_id], rooms=[], people=[])
    messages = [*collect(here), *_frames(team_id, frozenset({seats}))]
    return [(kind, text) for _, kind, text in messages]


def seated(scope: dict[str, Any], cookie: str = COOKIE) -> tuple[Participant, Seats] | None:
    """The person behind a socket's key or cookies, and the seats that they hold."""
    if brings_key(scope):
        person = holder(scope)
    else:
        secret = read_cookie(scope.get("cookies", {}), cookie)
        person = find_participant(secret) if secret else None
    return (person, person.seats) if person else None


def owned_exercise(user: User | LazyObject | None, pk: int) -> bool:
    """True when the user may run or watch this exercise."""
    exercise = Exercise.objects.filter(pk=pk).first()
    return bool(user is not None and exercise and role_of(user, exercise))
