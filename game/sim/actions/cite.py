"""Add what was opened since to a declaration that stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk
from game.sim.parts import Action, Args, Entry, Field, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class Cite(Action):
    name = "cite"
    title = text("Cite more evidence")
    help = text("Adds what you have opened to the declaration.")
    group = "tell"
    fields = (Field("cited", "evidence", text("What you have seen")),)
    seats = ("IC",)

    def offered(self, world: World) -> None:
        if "declared" not in world.state.incident:
            raise Refused(text("Declare an incident first."))

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        incident = world.state.incident
        incident["cited"] = sorted({*incident.get("cited", []), *args["cited"]})
        desk.note_citation(world)

    def done(self, world: World, args: Args) -> Text:
        return text("Evidence added to the declaration.")
