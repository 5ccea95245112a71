"""Boards on projectors: each process computes one snapshot of a board for all that look at it."""

from __future__ import annotations

import asyncio

import structlog

from game.live.frames import encode
from game.live.hub import hub
from game.live.threads import in_thread
from game.models import Board
from game.runtime import boards
from game.runtime.snapshots import beat, snapshot

log = structlog.get_logger(__name__)

PERIOD_S = 0.25  # with the clock's half second a board is never a whole second old
BEAT_EVERY = 4


async def show_forever() -> None:
    """Send what has changed to the boards of this process, and the clock about once a second."""
    sent: dict[int, str] = {}
    number = 0
    while True:
        number += 1
        await asyncio.sleep(PERIOD_S)
        try:
            sent = await _show(sent, beats=number % BEAT_EVERY == 0)
        except Exception:
            log.exception("boards.failed")


async def _show(sent: dict[int, str], *, beats: bool) -> dict[int, str]:
    watched = hub.ids("board")
    if not watched:
        return {}
    found = await in_thread(messages_of, watched)
    for pk, (message, clock) in found.items():
        if sent.get(pk) != message:
            hub.deliver(f"board:{pk}", "board", message)
        if beats:
            hub.deliver(f"board:{pk}", "beat", clock)
    return {pk: message for pk, (message, _) in found.items()}


def messages_of(exercise_ids: list[int]) -> dict[int, tuple[str, str]]:
    """For each board its snapshot and its clock."""
    found = Board.objects.filter(exercise__in=exercise_ids)
    return {one.exercise_id: (encode(snapshot(one)), encode(beat(one))) for one in found}


def welcome(exercise_id: int, signed: str) -> tuple[str, str] | None:
    """The first messages of a board's socket; None for a wrong address."""
    board = boards.opened(exercise_id, signed)
    return messages_of([exercise_id])[exercise_id] if board else None
