"""Whoever still floods the market is cut off from outside."""

from __future__ import annotations

from game.sim.injects import Inject
from game.sim.text import text


class OutsideCut(Inject):
    number = 22
    title = text("The exchange ends it")
    trigger = "10:15 while:flow"
    channel = "notice"
    alert = "cut_off"
    expected = text("Nothing: it should not have come to this.")
    objective = "F"
    kind = "contextual"
