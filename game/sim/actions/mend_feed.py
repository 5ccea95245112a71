"""Set a stopped feed's sender right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import feeds, orders, remedies
from game.sim.parts import Action, Args, Entry, Field, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class MendFeed(Action):
    name = "mend_feed"
    title = text("Reset a feed's sender")
    help = text(
        "Agrees with the sender on the last order that was taken, and drops what was sent more "
        "than once. The feed must be stopped meanwhile."
    )
    group = "recover"
    fields = (Field("feed", "choice", text("Feed"), feeds.CHOICES),)
    seats = ("CHG", "TRD")
    latency_s = 120

    def check(self, world: World, args: Args) -> None:
        if world.state.feeds[feeds.place(args)]:
            raise Refused(text("Stop that feed first."))
        feeds.need_new(world, self.name, args)

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        if feeds.place(args) == orders.resending(world):
            remedies.mend_feed(world)

    def done(self, world: World, args: Args) -> Text:
        return text("The sender has been reset: {feed}.", feed=feeds.title(args))
