"""Pieces of a study on Celery's workers. Their answers go through Redis: the broker keeps none."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from celery import current_app, shared_task
from django.conf import settings

from game.management import study_rows
from game.management.study_mornings import Baseline, Piece, Row, rows_of
from game.management.study_pool import Keep
from game.runtime import vault

ANSWER_S = 600  # a worker may be busy with results before it comes to a piece
KEEP_S = 3600
PING_S = 1.0


def answering() -> int:
    """How many Celery workers answer now; 0 without a broker."""
    if not settings.CELERY_BROKER_URL:
        return 0
    return len(current_app.control.ping(timeout=PING_S) or [])


@shared_task(name="chores.study", acks_late=True)
def work(piece: dict[str, Any], code: str, answers: str) -> None:
    """One piece on a worker. A worker with other code says so, and its rows are not taken."""
    store = vault.client()
    assert store is not None
    rows = _rows(piece) if study_rows.code() == code else []
    store.rpush(answers, json.dumps({"piece": piece, "rows": rows}))
    store.expire(answers, KEEP_S)


def _rows(piece: dict[str, Any]) -> list[Row]:
    known = Baseline(**piece["baseline"]) if piece["baseline"] else None
    return rows_of(Piece(**piece | {"teams": tuple(piece["teams"]), "baseline": known}))


def hand_out(pieces: Sequence[Piece], processes: int, keep: Keep) -> None:
    """All pieces to the workers. Raises TimeoutError when none of them answers for long."""
    store, code = vault.client(), study_rows.code()
    assert store is not None
    answers = f"{settings.REDIS_PREFIX}study:{secrets.token_hex(8)}"
    for piece in pieces:
        work.delay(asdict(piece), code, answers)
    for _ in pieces:
        keep(_answer(store, answers))
    store.delete(answers)


def _answer(store: Any, answers: str) -> list[Row]:
    """The next worker's rows; computed here when its code is not ours."""
    for _ in range(ANSWER_S):
        found = store.blpop([answers], timeout=1)
        if found:
            answer = json.loads(found[1])
            return answer["rows"] or _rows(answer["piece"])
    raise TimeoutError(f"no worker has answered for {ANSWER_S} seconds")
