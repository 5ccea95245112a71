"""What people who run a room pressed a moment ago, and may still be taken back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from game.api.exercises import READ, WRITE
from game.api.keys import exercise_of, user_of
from game.api.pages import Limit, Offset, page
from game.api.room_shapes import ActOut, ActPage
from game.live import acts as shown_acts
from game.models import Act
from game.runtime import acts

router = Router(tags=["Room"])


@router.get(
    "/exercises/{int:pk}/acts",
    auth=READ,
    response=ActPage,
    summary="What can be taken back now",
)
def listed(request: HttpRequest, pk: int, limit: Limit = 50, offset: Offset = 0) -> dict[str, Any]:
    """Pages wait five seconds with what cannot be undone; what a program orders holds at once."""
    rows = acts.current(exercise_of(request, pk, write=True))
    return page(request, rows, (limit, offset), lambda row: _act(*row))


def _act(act: Act, left_s: int) -> dict[str, Any]:
    by = act.user.get_username()
    known = {"what": act.what, "words": act.words, "state": act.state}
    return {"id": act.pk, **known, "left_s": left_s, "by": by}


@router.post(
    "/exercises/{int:pk}/acts/{int:act}/undo",
    auth=WRITE,
    response=ActOut,
    summary="Take it back",
)
def undo(request: HttpRequest, pk: int, act: int) -> dict[str, Any]:
    exercise = exercise_of(request, pk, write=True)
    found = acts.undo(exercise, act, user_of(request))
    shown_acts.show(found)
    return _act(Act.objects.get(pk=found.pk), 0)
