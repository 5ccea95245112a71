"""What is said in public."""

from __future__ import annotations

from game.sim.rules import Rule
from game.sim.text import text


class Press(Rule):
    place = 9
    title = text("Press and owners")
    lines = (
        text(
            "The board hears it before the press does. One desk answers, with one sentence that"
            " is true."
        ),
        text(
            "No cause and no figure before they are known: a word to the press can be "
            "corrected, not taken back."
        ),
        text(
            "We are listed: what matters to the owners is stated in a public filing (form 8-K),"
            " the loss included."
        ),
    )
    source = text("This desk's own rule of thumb; form 8-K")
