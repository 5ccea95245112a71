"""The beat of each second: where every clock is, read from the database and nowhere else.

It is what heals: a page that missed a frame, a start or its own removal learns it here.
"""

from __future__ import annotations

import asyncio
from typing import Any, TypedDict

import structlog
from django.utils.functional import LazyObject

from game import clock as wall
from game.live.cookie import read_cookie
from game.live.frames import beat, encode, frame, go
from game.live.hub import hub
from game.live.threads import in_thread
from game.models import Exercise, Participant, Team, User
from game.runtime import clocks, lives
from game.runtime import participant as find_participant

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
        messages += await in_thread(presence, here["people"])
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
    """Whole frames, computed here."""
    return [message for pk in team_ids if (message := _frame(pk))]


def _frame(team_id: int) -> Message | None:
    known = clocks.read(lives.desk(team_id).exercise_id)
    if known.exercise.state == Exercise.State.LOBBY:
        return None
    moved = lives.move(team_id, known.of(team_id, wall.now_ms()))
    return (f"team:{team_id}", "frame", encode(frame(moved)))


def presence(people: list[int]) -> list[Message]:
    """Note who is here; show those out who were removed meanwhile."""
    Participant.objects.filter(pk__in=people).update(last_seen=wall.now())
    gone = Participant.objects.filter(pk__in=people, removed=True).values_list("pk", flat=True)
    return [(f"person:{pk}", "leave", encode(go("/"))) for pk in gone]


def first_messages(team_id: int) -> list[tuple[str, str]]:
    """What a socket is told when it connects: a beat, and a frame once it has begun."""
    here = Here(teams=[team_id], rooms=[], people=[])
    return [(kind, text) for _, kind, text in [*collect(here), *frames_of([team_id])]]


def seated(cookies: dict[str, str]) -> Participant | None:
    """The person behind a browser's cookies."""
    secret = read_cookie(cookies)
    return find_participant(secret) if secret else None


def owned_exercise(user: User | LazyObject | None, pk: int) -> bool:
    """True when the user may run this exercise."""
    signed_in: Any = user
    if signed_in is None or not signed_in.is_authenticated:
        return False
    found = Exercise.objects.filter(pk=pk)
    return (
        found.exists() if signed_in.is_superuser else found.filter(owner_id=signed_in.pk).exists()
    )
