"""What the firm itself has laid down for a morning like this."""

from __future__ import annotations

from game.sim.rules import Rule
from game.sim.text import text


class OwnProcedure(Rule):
    place = 1
    title = text("Our own procedure")
    lines = (
        text(
            "There is none for an incident in the routers: nothing in writing says who "
            "declares, who may stop what, or who is told."
        ),
        text(
            "So settle it aloud and early, and have it written down: who decides, who speaks "
            "outside, when the next word comes."
        ),
    )
    today = (
        text(
            "It says how to stop, not when: the commander's key and a second one turn the kill "
            "switch."
        ),
        text(
            "Whom to tell, and when the next word comes, is still for this desk to settle. Have"
            " it written down."
        ),
    )
    source = text("The firm's compliance manual")
