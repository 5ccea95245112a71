"""What trained desks have in common: forms in time, a board that is kept, decisions on paper."""

from __future__ import annotations

from game.sim.teams import Scripted


class Drilled(Scripted):
    """A desk that works by the book. Each team says how much of the book it knows."""
