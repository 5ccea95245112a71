"""Whom to tell, and how soon."""

from __future__ import annotations

from game.sim.rules import Rule
from game.sim.text import text


class WhomToTell(Rule):
    place = 2
    title = text("Whom to tell, and when")
    lines = (
        text(
            "Once an incident is declared: clients and the exchange within five minutes, the "
            "board and the regulator within fifteen."
        ),
        text(
            "Then a word at least every twenty minutes that says when the next one comes. More "
            "often helps nobody."
        ),
        text(
            "Clients want to know whether their orders are worked and whether to send them "
            "elsewhere; the exchange, whether orders leave us that no client gave."
        ),
    )
    source = text("Good practice in incidents; no rule sets these times")
