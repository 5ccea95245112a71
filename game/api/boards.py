"""The projector's board as data: what the room may know, hidden and frozen like the wall's."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from game.api import said
from game.api.exercises import READ
from game.api.keys import exercise_of
from game.runtime import boards, snapshots

router = Router(tags=["Boards"])


@router.get(
    "/exercises/{int:pk}/board",
    auth=READ,
    response=dict[str, Any],
    summary="The board as the wall shows it",
)
def board(request: HttpRequest, pk: int) -> dict[str, Any]:
    """`path` is the wall's own address, which needs no token."""
    found = boards.of(exercise_of(request, pk))
    path = f"/board/{pk}/{boards.signature(found)}"
    shown: dict[str, Any] = said.plain(snapshots.snapshot(found))
    return shown | {"clock": snapshots.beat(found), "path": path}
