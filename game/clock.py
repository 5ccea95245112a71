"""The one clock. Nothing else in the project asks what time it is.

Wall time is the database's, asked at the start and every ten seconds, and carried on by the
monotonic clock between: processes agree, and a stepped system clock moves nothing.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import DatabaseError, connection

RESYNC_S = 10.0
QUESTIONS = {
    "postgresql": "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint",
    "sqlite": "SELECT CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)",
}


@dataclass
class _Anchor:
    wall_ms: float
    monotonic: float


_lock = threading.Lock()
_anchor: _Anchor | None = None
_offset_ms = 0


def now_ms() -> int:
    """Wall time in milliseconds since 1970, never earlier than before in this process."""
    anchor = _read()
    return int(anchor.wall_ms + (time.monotonic() - anchor.monotonic) * 1000) + _offset_ms


def now() -> datetime:
    """The same as an aware datetime."""
    return datetime.fromtimestamp(now_ms() / 1000, UTC)


def sleep_until(monotonic: float) -> None:
    """Sleep until the monotonic clock shows `monotonic` seconds."""
    time.sleep(max(0.0, monotonic - time.monotonic()))


def monotonic() -> float:
    """Seconds that only ever grow; for periods, never for the exercise."""
    return time.monotonic()


def shift(ms: int) -> None:
    """Move this process's clock: for tests."""
    global _offset_ms
    _offset_ms += ms


def _read() -> _Anchor:
    global _anchor
    with _lock:
        if _anchor is None or time.monotonic() - _anchor.monotonic > RESYNC_S:
            _anchor = _synced(_anchor)
        return _anchor


def _synced(old: _Anchor | None) -> _Anchor:
    """A new anchor; a database that is behind or away does not turn time back."""
    here = time.monotonic()
    carried = old.wall_ms + (here - old.monotonic) * 1000 if old else 0.0
    try:
        with connection.cursor() as cursor:
            cursor.execute(QUESTIONS[connection.vendor])
            asked = float(cursor.fetchone()[0])
    except DatabaseError:
        if old is None:
            raise
        asked = carried
    return _Anchor(max(asked, carried), time.monotonic())
