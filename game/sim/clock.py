"""Simulated time: one step is one second, step 0 is 08:00:00 Eastern, 1 August 2012."""

from __future__ import annotations

import functools

START_S = 8 * 3600
STEPS = 8 * 3600
OPEN = 5_400
CUT = 8_100
CLOSE = STEPS


@functools.lru_cache(maxsize=256)  # asked every second, for the same few readings
def at(clock: str) -> int:
    """Step of a wall reading "HH:MM" or "HH:MM:SS". Raises ValueError outside 08:00-16:00."""
    parts = clock.split(":")
    if not 2 <= len(parts) <= 3 or not all(p.isdigit() and len(p) == 2 for p in parts):
        raise ValueError(f"{clock!r} is not a time HH:MM:SS")
    hours, minutes, seconds = int(parts[0]), int(parts[1]), int(parts[2]) if len(parts) > 2 else 0
    if minutes > 59 or seconds > 59:
        raise ValueError(f"{clock!r} is not a time HH:MM:SS")
    step = hours * 3600 + minutes * 60 + seconds - START_S
    if not 0 <= step <= STEPS:
        raise ValueError(f"{clock!r} is outside 08:00:00 to 16:00:00")
    return step


def reading(step: int) -> str:
    """The inverse of `at`, always with seconds."""
    second = START_S + step
    return f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
