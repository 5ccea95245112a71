"""Switch the breaker off again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk
from game.sim.parts import Action, Args, Entry, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class DisarmBreaker(Action):
    name = "disarm_breaker"
    title = text("Disarm the breaker")
    help = text("No router is isolated by itself any more. What it has isolated stays so.")
    group = "recover"
    seats = ("RTR",)
    latency_s = 30
    era = "today"

    def offered(self, world: World) -> None:
        if not world.state.breaker:
            raise Refused(text("The breaker is not armed."))
        desk.need_new(world, self.name)

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.state.breaker = 0

    def done(self, world: World, args: Args) -> Text:
        return text("The breaker is disarmed.")
