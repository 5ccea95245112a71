"""The projector's board: what it may show, and what the facilitator lets it show.

Live it tells what the whole room may know (`facts`); scores come at the reveal, place
by place from the last. Facts arrive with every beat of the clock and are kept in Redis or in
this process: losing them is harmless, the next beat brings them again.
"""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

import redis
import structlog
from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from game import clock as wall
from game.models import Board, Exercise
from game.models.boards import new_board_key
from game.runtime import clocks, vault
from game.runtime.errors import CannotDo
from game.runtime.lives import Moved
from game.runtime.records import By, Change, about, audit
from game.sim.clock import CUT, OPEN
from game.sim.text import text

log = structlog.get_logger(__name__)

LIFE_S = 24 * 3600
MOST_KEPT = 100  # exercises, in this process
SAMPLE_S = 60  # one point of a curve each simulated minute
LAST = CUT + 900  # where curves end: the afternoon has a pace of its own
Kept = dict[str, str]

_here: OrderedDict[int, Kept] = OrderedDict()
_lock = threading.Lock()


# What has been seen of the teams


def note(moved: Iterable[Moved]) -> None:
    """Keep the facts of these teams, and a point of their curves each minute."""
    fresh: dict[int, Kept] = {}
    for one in moved:
        kept, facts = fresh.setdefault(one.exercise_id, {}), one.facts
        row = [one.step, facts.pnl_cents, facts.declared, facts.claimed, one.over, facts.news]
        kept[f"now:{one.team_id}"] = json.dumps(row)
        if OPEN <= one.step <= LAST:
            kept[f"at:{one.team_id}:{one.step // SAMPLE_S}"] = str(facts.pnl_cents)
    store = vault.client()
    for exercise_id, kept in fresh.items():
        if store is None:
            _keep_here(exercise_id, kept)
        else:
            _keep(store, exercise_id, kept)


def _keep_here(exercise_id: int, kept: Kept) -> None:
    with _lock:
        _here.setdefault(exercise_id, {}).update(kept)
        _here.move_to_end(exercise_id)
        while len(_here) > MOST_KEPT:
            _here.popitem(last=False)


def _keep(store: redis.Redis, exercise_id: int, kept: Kept) -> None:
    try:
        store.hset(_name(exercise_id), mapping=kept)
        store.expire(_name(exercise_id), LIFE_S)
    except redis.RedisError as why:
        log.warning("boards.note", exercise=exercise_id, why=str(why))


def kept_of(exercise_id: int) -> Kept:
    """All that was kept of an exercise's teams; nothing when it was lost."""
    store = vault.client()
    if store is None:
        with _lock:
            return dict(_here.get(exercise_id, {}))
    try:
        found = store.hgetall(_name(exercise_id))
    except redis.RedisError as why:
        log.warning("boards.kept", exercise=exercise_id, why=str(why))
        return {}
    return {key.decode(): value.decode() for key, value in found.items()}


def forget(*exercise_ids: int) -> None:
    """Drop what this process has kept, and what Redis has of these exercises."""
    with _lock:
        _here.clear()
    if exercise_ids and (store := vault.client()):
        store.delete(*map(_name, exercise_ids))


def _name(exercise_id: int) -> str:
    return f"{settings.REDIS_PREFIX}board:{exercise_id}"


# The link


def of(exercise: Exercise) -> Board:
    """The exercise's board, made when it is first asked for."""
    return Board.objects.get_or_create(exercise=exercise)[0]


def signature(board: Board) -> str:
    """What makes the board's address; another key makes another one."""
    said = f"{board.exercise_id}:{board.key}"
    return salted_hmac("game.board", said, algorithm="sha256").hexdigest()[:32]


def opened(exercise_id: int, signed: str) -> Board | None:
    """The board behind an address, or None for one that is wrong or was withdrawn."""
    board = Board.objects.select_related("exercise").filter(exercise=exercise_id).first()
    return board if board and constant_time_compare(signature(board), signed) else None


# By the facilitator's hand


def hide(exercise: Exercise, by: By, *, hidden: bool) -> None:
    """Show nothing of the teams, or show them again."""
    _set(exercise, by, "board.hidden" if hidden else "board.shown", hidden=hidden)


def freeze(exercise: Exercise, by: By) -> None:
    """Let the table stand as it is now, each team where it is itself: one may run behind."""
    found, now = clocks.read(exercise.pk), wall.now_ms()
    kept = kept_of(exercise.pk)
    steps = {
        str(pk): _shown_step(kept, pk, found.of(pk, now).step)
        for pk in exercise.team_set.values_list("pk", flat=True)
    }
    step = found.of(None, now).step
    _set(exercise, by, "board.frozen", frozen_step=step, frozen_steps=steps)


def _shown_step(kept: Kept, team_id: int, now: int) -> int:
    """As far as the board has seen the team; where its clock is, if what was kept is lost."""
    row = kept.get(f"now:{team_id}")
    return int(json.loads(row)[0]) if row else now


def thaw(exercise: Exercise, by: By) -> None:
    """Let the table go on."""
    _set(exercise, by, "board.thawed", frozen_step=None, frozen_steps={})


def reveal(exercise: Exercise, by: By, places: int) -> None:
    """Show so many places, from the last one. Raises CannotDo before all results are there."""
    results = exercise.team_set.filter(result__isnull=False).count()
    if exercise.state != Exercise.State.ENDED or results < exercise.team_set.count():
        raise CannotDo(text("The scores are computed after the end; the reveal waits for them."))
    shown = min(max(0, places), results)
    _set(exercise, by, "board.revealed", revealed=shown)


def conceal(exercise: Exercise, by: By) -> None:
    """Back to the table as it stood at the end."""
    _set(exercise, by, "board.concealed", revealed=None)


def renew(exercise: Exercise, by: By) -> None:
    """A new address; the old one leads nowhere."""
    _set(exercise, by, "board.renewed", key=new_board_key())


def _set(exercise: Exercise, by: By, what: str, **fields: Any) -> None:
    with transaction.atomic():
        board = of(exercise)
        open_fields = [name for name in fields if name != "key"]
        before = {name: getattr(board, name) for name in open_fields}
        after = {name: fields[name] for name in open_fields}
        Board.objects.filter(pk=board.pk).update(**fields)
        audit(exercise, by, what, Change(before, after, about(board)))
