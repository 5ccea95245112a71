"""Ask the exchanges by telephone to cut the firm off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk
from game.sim.parts import Action, Args, Entry, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class AskToBeCutOff(Action):
    name = "ask_to_be_cut_off"
    title = text("Ask the exchanges to cut us off")
    help = text(
        "By telephone. Nothing of the firm trades from then on, clients included. The exchanges "
        "do not take the firm back within half an hour, and they remember it."
    )
    seats = ("COM", "RSK")
    latency_s = 180
    irreversible = True

    def offered(self, world: World) -> None:
        if world.state.venue is False:
            raise Refused(text("The firm is already disconnected."))
        desk.need_new(world, self.name)

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        desk.excuse_cut(world)
        world.state.venue = False
        world.state.keys["back_from"] = world.step + desk.OUT_S
        world.changed()

    def done(self, world: World, args: Args) -> Text:
        return text("The exchanges have cut the firm off, as asked.")
