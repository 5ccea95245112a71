"""A clock that stands until a test moves it."""

from __future__ import annotations

import pytest

from game import clock


class Hand:
    """Wall time by hand, in milliseconds."""

    def __init__(self) -> None:
        self.ms = 1_000_000

    def wait(self, seconds: float) -> None:
        self.ms += int(seconds * 1000)


@pytest.fixture
def hand(monkeypatch: pytest.MonkeyPatch) -> Hand:
    """Replaces the one clock's wall time."""
    by_hand = Hand()
    monkeypatch.setattr(clock, "now_ms", lambda: by_hand.ms)
    return by_hand
