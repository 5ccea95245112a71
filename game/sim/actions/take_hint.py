"""Ask for help: the whole team reads it and pays for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import hints
from game.sim.parts import Action, Args, Entry, Field, Refused
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class TakeHint(Action):
    name = "take_hint"
    title = text("Take a hint")
    help = text(
        "Help with what the team has left open. A nudge costs 20 points, the property that matters "
        "40, the evidence by its number 80, a step walked together 160; nothing is paid for twice."
    )
    group = "observe"
    quiet = True
    fields = (Field("rung", "choice", text("How much?"), tuple(hints.RUNGS.items())),)

    def offered(self, world: World) -> None:
        if not hints.allowed(world):
            raise Refused(text("There are no hints in this exercise."))

    def begin(self, world: World, args: Args, entry: Entry) -> None:
        world.note("done", hints.take(world, str(args["rung"])))
