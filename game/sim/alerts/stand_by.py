"""A stand-by host takes over from a router; the engine itself posts it."""

from __future__ import annotations

from game.sim.parts import Alert
from game.sim.text import text


class StandBy(Alert):
    channel = "alert"
    severity = "info"
    sender = text("Host monitor")
    subject = text("Fail-over")
    seats = ("RTR",)
