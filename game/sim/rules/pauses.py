"""What the market itself stops."""

from __future__ import annotations

from game.sim.rules import Rule
from game.sim.text import text


class Pauses(Rule):
    place = 6
    title = text("Pauses in single names")
    lines = (
        text("A name that moves 10 percent within five minutes is paused by its market."),
        text(
            "That stops one name for everybody and no firm as a whole. Slower moves pause "
            "nothing, and bands around prices are not in force yet."
        ),
    )
    source = text("The single-stock circuit breakers since 2010")
