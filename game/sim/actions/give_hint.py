"""Exercise control helps a team unasked: the next rung of the ladder that stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import hints
from game.sim.parts import CONTROL, Action, Args, Entry, Field, Refused
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class GiveHint(Action):
    name = "give_hint"
    title = text("Send a hint")
    help = text(
        "Sends a team the next hint about what it has left open, free or for what it costs. "
        "The whole team reads it."
    )
    group = "tell"
    seats = (CONTROL,)
    quiet = True
    fields = (
        Field(
            "cost",
            "choice",
            text("Who pays?"),
            (("free", text("Free")), ("price", text("The team, as if it had asked"))),
        ),
    )

    def check(self, world: World, args: Args) -> None:
        if not hints.allowed(world):
            raise Refused(text("There are no hints in this exercise."))
        if hints.pushed(world) is None:
            raise Refused(text("The team has every hint about what it has left open."))

    def begin(self, world: World, args: Args, entry: Entry) -> None:
        world.note("done", hints.push(world, free=args["cost"] == "free"))
