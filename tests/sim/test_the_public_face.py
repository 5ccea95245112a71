"""The doctest of `game.sim` is the shortest way in: it must be true."""

from __future__ import annotations

import doctest

from game import sim


def test_the_doctest_plays_a_morning() -> None:
    found = doctest.testmod(sim)
    assert found.attempted > 5
    assert found.failed == 0


def test_everything_that_is_offered_is_there() -> None:
    assert all(hasattr(sim, name) for name in sim.__all__)
