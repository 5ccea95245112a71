"""A breaker that isolates a router by itself when its output outruns its input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk
from game.sim.parts import Action, Args, Entry, Field, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


LEAST, MOST = 2, 1000


class ArmBreaker(Action):
    name = "arm_breaker"
    title = text("Arm the breaker on orders out per order in")
    help = text(
        "Isolates any router by itself that sends more child orders per order in than this. "
        "Usual are 3 to 12; a basket of a client may be worked in smaller slices. "
        "Before the open only."
    )
    fields = (Field("ratio", "int", text("Orders out per order in")),)
    seats = ("RTR",)
    latency_s = 120
    era = "today"
    prepares = True

    def offered(self, world: World) -> None:
        if world.state.breaker:
            raise Refused(text("The breaker is already armed."))
        desk.need_before_open(world)
        desk.need_new(world, self.name)

    def check(self, world: World, args: Args) -> None:
        desk.need_between(args["ratio"], LEAST, MOST)

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.state.breaker = 100 * int(args["ratio"])

    def done(self, world: World, args: Args) -> Text:
        return text("The breaker is armed at {ratio} orders out per order in.", ratio=args["ratio"])
