"""A colleague of a sole player answers: the release."""

from __future__ import annotations

from game.sim.parts import Alert
from game.sim.text import text


class CastRelease(Alert):
    channel = "chat"
    sender = text("Release desk")
    subject = text("The release")
