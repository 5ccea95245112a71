"""Pieces of a study on every core of this machine. What runs here knows no Django."""

from __future__ import annotations

import functools
import multiprocessing
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from typing import Any

from game.management.study_mornings import Piece, Row, rows_of

Keep = Callable[[list[Row]], None]


def compute(pieces: Sequence[Piece], processes: int, keep: Keep) -> None:
    """Rows of all pieces, handed on as they come."""
    for rows in spread(rows_of, pieces, processes):
        keep(rows)


def spread(work: Callable[[Any], Any], items: Sequence[Any], processes: int) -> Iterable[Any]:
    """Results of independent work in the order in which they come."""
    if min(processes, len(items)) <= 1:
        yield from map(work, items)
        return
    futures = [_pool(processes).submit(work, item) for item in items]
    try:
        for done in as_completed(futures):
            yield done.result()
    finally:
        for future in futures:
            future.cancel()


@functools.cache
def _pool(processes: int) -> Executor:
    """One set of processes for all that a command does: a start costs as much as ten mornings."""
    # A fork would carry the parent's threads' locks along; a spawned process starts clean.
    return ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn"))
