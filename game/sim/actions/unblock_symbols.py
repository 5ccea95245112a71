"""Let orders in all names through again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk
from game.sim.parts import Action, Args, Entry, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class UnblockSymbols(Action):
    name = "unblock_symbols"
    title = text("Unblock all names")
    help = text("Orders in the blocked names go out again; so does whatever still sends there.")
    group = "recover"
    seats = ("TRD",)
    latency_s = 30

    def offered(self, world: World) -> None:
        if not world.state.blocked.any():
            raise Refused(text("No name is blocked."))
        desk.need_new(world, self.name)

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.state.blocked[:] = 0
        world.changed()

    def done(self, world: World, args: Args) -> Text:
        return text("No name is blocked any more.")
