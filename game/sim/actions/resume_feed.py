"""Take orders from a feed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import feeds
from game.sim.parts import Action, Args, Entry, Field, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class ResumeFeed(Action):
    name = "resume_feed"
    title = text("Take a feed's orders again")
    help = text(
        "The feed's orders are taken again. If its sender has not been set right, it goes on where "
        "it was."
    )
    group = "recover"
    fields = (Field("feed", "choice", text("Feed"), feeds.CHOICES),)
    seats = ("TRD",)
    latency_s = 30

    def check(self, world: World, args: Args) -> None:
        if world.state.feeds[feeds.place(args)]:
            raise Refused(text("That feed is running."))
        feeds.need_new(world, self.name, args)

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.state.feeds[feeds.place(args)] = 1
        world.changed()

    def done(self, world: World, args: Args) -> Text:
        return text("The feed's orders are taken again: {feed}.", feed=feeds.title(args))
