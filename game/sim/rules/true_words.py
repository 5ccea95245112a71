"""What a notice may say."""

from __future__ import annotations

from game.sim.rules import Rule
from game.sim.text import text


class TrueWords(Rule):
    place = 3
    title = text("What a notice may say")
    lines = (
        text(
            "What holds at the second it leaves, and no more. Ask the desks first: risk for the"
            " position, trading for clients' orders."
        ),
        text(
            '"Not known yet" is an answer. A false word costs more than none, and it stays on'
            " the record."
        ),
        text(
            "We know the cause only when somebody has opened what shows it. Send the notice "
            "again when the facts change."
        ),
    )
    source = text("This desk's own rule of thumb")
