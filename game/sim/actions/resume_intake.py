"""Open the firm's door again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.parts import Action, Args, Entry, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class ResumeIntake(Action):
    name = "resume_intake"
    title = text("Take orders again")
    help = text("Clients and desks can send parent orders again.")
    group = "recover"
    seats = ("IC",)
    latency_s = 60
    irreversible = False

    def offered(self, world: World) -> None:
        if world.state.intake is True:
            raise Refused(text("The firm is taking orders."))
        if world.pending(self.name):
            raise Refused(text("That order is already under way."))

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.state.intake = True
        world.changed()

    def done(self, world: World, args: Args) -> Text:
        return text("The firm takes orders again.")
