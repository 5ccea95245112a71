"""A colleague of a sole player answers: account 33."""

from __future__ import annotations

from game.sim.parts import Alert
from game.sim.text import text


class CastRisk(Alert):
    channel = "chat"
    sender = text("Risk officer")
    subject = text("Account 33")
