"""A colleague of a sole player answers: the tape."""

from __future__ import annotations

from game.sim.parts import Alert
from game.sim.text import text


class CastTape(Alert):
    channel = "chat"
    sender = text("Trading desk")
    subject = text("The tape")
