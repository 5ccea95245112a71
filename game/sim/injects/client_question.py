"""A client wants to know what is promised; the client desk passes it on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import milestones
from game.sim.injects import Inject
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class ClientQuestion(Inject):
    number = 4
    title = text("A client asks whether RLP is on for the open")
    trigger = "08:25"
    seats = ("COM",)
    alert = "client_asks"
    subject = text("Client call")
    body = text(
        "A retail broker asks whether RLP will be on at the open. They have orders ready for it."
    )
    expected = text("A truthful answer.")
    objective = "P"
    kind = "expected-action"

    def acted(self, world: World, since: int) -> int | None:
        return milestones.earliest(
            milestones.did(world, since, "notify_clients"),
            milestones.said(world, since, "notice", "clients"),
        )
