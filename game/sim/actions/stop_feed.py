"""Take no orders from one of the upstream feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import feeds
from game.sim.parts import Action, Args, Entry, Field, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class StopFeed(Action):
    name = "stop_feed"
    title = text("Stop an upstream feed")
    help = text(
        "Takes no more orders from the feed, new or sent again. Its clients are not served. "
        "Routers go on with what they hold."
    )
    fields = (Field("feed", "choice", text("Feed"), feeds.CHOICES),)
    seats = ("TRD",)
    latency_s = 30

    def check(self, world: World, args: Args) -> None:
        if not world.state.feeds[feeds.place(args)]:
            raise Refused(text("That feed is already stopped."))
        feeds.need_new(world, self.name, args)

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.state.feeds[feeds.place(args)] = 0
        world.changed()

    def done(self, world: World, args: Args) -> Text:
        return text("The feed is stopped: {feed}.", feed=feeds.title(args))
