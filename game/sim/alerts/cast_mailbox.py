"""A colleague of a sole player answers: the mailbox."""

from __future__ import annotations

from game.sim.parts import Alert
from game.sim.text import text


class CastMailbox(Alert):
    channel = "chat"
    sender = text("Compliance")
    subject = text("The mailbox")
