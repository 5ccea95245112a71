"""Put the former build on routers and start it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk, remedies
from game.sim.parts import Action, Args, Entry, Field
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class Rollback(Action):
    name = "rollback"
    title = text("Roll back routers")
    help = text(
        "Uninstalls the RLP release from the chosen hosts and starts the build before it. "
        "Needs the commander's approval."
    )
    fields = (Field("routers", "routers", text("Routers")),)
    seats = ("CHG", "RTR")
    two_keys = "IC"
    latency_s = 240

    def check(self, world: World, args: Args) -> None:
        for host in args["routers"]:
            desk.need_idle(world, host)
            desk.need_no_twin(world, self.name, host)
        desk.need_rehearsed_flag(world)

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        remedies.put_back(world, args["routers"])

    def done(self, world: World, args: Args) -> Text:
        return text("Rolled back: {hosts}.", hosts=list(args["routers"]))
