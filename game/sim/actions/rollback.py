"""Put the former build on routers and start it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk, orders
from game.sim.parts import Action, Args, Entry, Field, Refused
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
        _need_rehearsed_flag(world)

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.state.keys["rolled_back"] = world.state.step
        before = _pace(world)
        for host in args["routers"]:
            world.fleet.install(host, len(world.scenario.builds) - 1)
            world.fleet.start(host)
        world.state.rearms += int(_pace(world) > before)

    def done(self, world: World, args: Args) -> Text:
        return text("Rolled back: {hosts}.", hosts=list(args["routers"]))


def _pace(world: World) -> float:
    """Executions a second that could run away now: a roll-back that raises it is a relapse."""
    return float(orders.loops(world).rate.sum())


def _need_rehearsed_flag(world: World) -> None:
    """Who has rehearsed the way back with the flag on knows what the former build makes of it."""
    former = world.scenario.builds[-1]
    if "rehearsed" in world.state.keys and world.state.flag_on and former.pace:
        raise Refused(
            text(
                "The rehearsal has shown that the former build runs away while the RLP flag is on. "
                "Switch the flag off first."
            )
        )
