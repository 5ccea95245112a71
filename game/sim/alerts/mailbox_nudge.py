"""A colleague on a cadet desk who sees that nobody reads the mailbox."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from game.sim.clock import at
from game.sim.parts import Alert
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class MailboxNudge(Alert):
    channel = "chat"
    severity = "note"
    seats = ("COM",)
    sender = text("Operations")

    def due(self, world: World) -> Iterable[tuple[Text, Text]]:
        state = world.state
        if world.scenario.level != "cadet" or "mailbox_nudge" in state.fired:
            return
        if world.step >= at("09:00:00") and "bnet" not in state.mail_opened:
            yield (
                text("Shared mailbox"),
                text("Odd mails in the shared mailbox again this morning. Who owns that list?"),
            )
