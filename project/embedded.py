"""The embedded shape's clock and chores: threads of the one process instead of Celery workers."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable

import structlog

from game import clock, live, runtime
from game.live.acts import settle
from game.models import Exercise
from game.runtime import forgetting, hooks, judging, standings

log = structlog.get_logger(__name__)

AGAIN_S = 60.0
JUDGE_S = 0.5  # of each second
TELL_S = 10.0
DAY_S = 24 * 3600.0
_later: dict[int, float] = {}
_turns = itertools.count()


class Loop:
    """Calls `work` each period on an absolute schedule; a late round is not made up for."""

    def __init__(self, name: str, period_s: float, work: Callable[[], None]) -> None:
        self.period_s, self.work = period_s, work
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._run, name=name, daemon=True)
        self.thread.start()

    def cancel(self) -> None:
        self.over.set()

    def _run(self) -> None:
        due = clock.monotonic()
        while not self.over.is_set():
            try:
                self.work()
            except Exception:
                log.exception("loop.failed", name=self.thread.name)
            due = max(due + self.period_s, clock.monotonic())
            clock.sleep_until(due)


def tick() -> None:
    """What Celery's beat and batches do, for all teams at once."""
    live.drive(live.running_teams())
    settle()
    live.start_planned()


def finish() -> None:
    """Results of exercises that have ended; one that fails is tried again later."""
    for exercise in Exercise.objects.unfinished():
        if clock.monotonic() >= _later.get(exercise.pk, 0.0):
            _later[exercise.pk] = clock.monotonic() + AGAIN_S
            runtime.finish(exercise)


def stand() -> None:
    """The score so far of the team that has waited longest."""
    standings.work()


def judge() -> None:
    """A few mornings for the plans of a week that is over, each in its turn.

    The clock's thread comes first, so this one takes half of a core at most.
    """
    waiting, turn = judging.unjudged(), next(_turns)
    any(judging.work(week, JUDGE_S) for week in _turned(waiting, turn))


def _turned(waiting: list[int], turn: int) -> list[int]:
    first = turn % len(waiting) if waiting else 0
    return waiting[first:] + waiting[:first]


def retain() -> None:
    """What must not be kept longer, once a day and at each start."""
    forgetting.retain()


def tell() -> None:
    """What webhooks wait for, from addresses that may be slow."""
    hooks.tell(TELL_S)
