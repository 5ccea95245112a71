"""Nobody has said what becomes of the position, so the desk begins to trade it out."""

from __future__ import annotations

from game.sim.parts import Alert
from game.sim.text import text


class DeskUnwinds(Alert):
    channel = "chat"
    severity = "info"
    seats = ("IC", "TRD", "RSK")
    sender = text("Trading desk")
    subject = text("Account 33")
