"""Evidence is kept before it is looked for."""

from __future__ import annotations

from game.sim.rules import Rule
from game.sim.text import text


class KeepEverything(Rule):
    place = 8
    title = text("Keep everything")
    lines = (
        text(
            "Put it on hold early: mails, automatic ones too, router logs, tickets, orders, "
            "notes of calls."
        ),
        text(
            "Logs rotate, and a restart loses what a process had in memory. Somebody will ask "
            "who knew what, and when."
        ),
    )
    source = text("This desk's own rule of thumb")
