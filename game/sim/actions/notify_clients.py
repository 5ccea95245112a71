"""A notice to clients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.notices import ADVICE, NEXT, SERVICE, Notice
from game.sim.parts import Args, Entry
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class NotifyClients(Notice):
    name = "notify_clients"
    title = text("Inform clients")
    help = text(
        "Says how their orders are worked, and whether to send them elsewhere: who does is not "
        "harmed, and the firm earns nothing by him until he is welcomed back. Send it again "
        "as an update."
    )
    fields = (
        SERVICE,
        ADVICE,
        NEXT,
    )
    latency_s = 60
    to = "clients"

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        super().effect(world, args, entry)
        if args["advice"] == "elsewhere":
            world.state.keys.setdefault("clients_away", world.step)
            world.changed()

    def done(self, world: World, args: Args) -> Text:
        return text("Clients have been told.")
