"""The outside ends it."""

from __future__ import annotations

from game.sim.parts import Alert
from game.sim.text import text


class CutOff(Alert):
    channel = "notice"
    severity = "crit"
    sender = text("NYSE")
    subject = text("Disconnected by the exchange")
