"""Say that the incident is contained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.parts import Action, Args, Entry, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


AGAIN_S = 300  # after a relapse it can be said again


class ClaimContained(Action):
    name = "claim_contained"
    title = text("Report the incident contained")
    help = text("Says to everyone that nothing unexplained flows any more.")
    group = "tell"
    seats = ("IC", "RSK")
    latency_s = 0

    def offered(self, world: World) -> None:
        if "declared" not in world.state.incident:
            raise Refused(text("Declare an incident first."))
        if world.step < world.state.incident.get("claimed", -AGAIN_S) + AGAIN_S:
            raise Refused(text("It is already reported as contained."))

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.state.incident["claimed"] = world.state.step

    def done(self, world: World, args: Args) -> Text:
        return text("Reported as contained.")
