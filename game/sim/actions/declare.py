"""Declare an incident, citing what was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk
from game.sim.parts import Action, Args, Entry, Field, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class Declare(Action):
    name = "declare"
    title = text("Declare an incident")
    help = text("Says that something is wrong, how bad it is, and what you have seen.")
    group = "tell"
    fields = (
        Field(
            "severity",
            "choice",
            text("How bad?"),
            (
                ("firm", text("The firm is at risk")),
                ("system", text("One system")),
                ("unsure", text("Not sure yet")),
            ),
        ),
        Field("cited", "evidence", text("What you have seen"), required=False),
    )
    seats = ("IC",)
    latency_s = 0

    def offered(self, world: World) -> None:
        if "declared" in world.state.incident:
            raise Refused(text("An incident is already declared."))

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.state.incident.update(
            declared=world.state.step,
            severity=args["severity"],
            by=entry.actor,
            cited=list(args.get("cited", [])),
        )
        desk.note_citation(world)

    def done(self, world: World, args: Args) -> Text:
        return text("Incident declared.")
