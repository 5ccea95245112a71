"""Rejects that a team had wired to an alert in the week before: they warn, then they alarm."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from game.sim.parts import Alert
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World

TIERS = (5, 25)  # mails; the second tier says it louder


class BnetTier(Alert):
    channel = "alert"
    severity = "warn"
    seats = ("RTR", "COM")
    sender = text("Mail monitor")

    def due(self, world: World) -> Iterable[tuple[Text, Text]]:
        keys, count = world.state.keys, len(world.state.bnet)
        tier = keys.get("bnet_alert", 0)
        if not 1 <= tier <= len(TIERS) or count < TIERS[tier - 1]:
            return
        keys["bnet_alert"] = tier + 1
        subject = text("BNET rejects, tier {tier} of {tiers}", tier=tier, tiers=len(TIERS))
        yield subject, Text(BODIES[tier - 1].id, {"count": count})


BODIES = (
    text(
        "{count} BNET rejects in the shared mailbox since 08:00. Compliance desk: open them. "
        "Router desk: find out which host sends them."
    ),
    text(
        "{count} BNET rejects by now, and more come. Nobody has said yet what they are. Find out "
        "before the open."
    ),
)
