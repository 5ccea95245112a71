"""Have the data centre switch the routers off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk
from game.sim.parts import Action, Args, Entry, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class PullPower(Action):
    name = "pull_power"
    title = text("Have the routers' power pulled")
    help = text(
        "By telephone to the data centre. All eight processes die; what rests at the exchanges is "
        "not known. Each router has to be started again."
    )
    seats = ("IC", "RTR")
    latency_s = 300
    irreversible = True

    def offered(self, world: World) -> None:
        if not world.state.online.any():
            raise Refused(text("No router is running."))
        desk.need_new(world, self.name)

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        desk.excuse_cut(world)
        for host in range(len(world.state.online)):
            world.fleet.stop(host)

    def done(self, world: World, args: Args) -> Text:
        return text("The power is off: no router runs.")
