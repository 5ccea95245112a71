"""Keep everything as it is for those who will ask later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk
from game.sim.parts import Action, Args, Entry, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class EvidenceHold(Action):
    name = "evidence_hold"
    title = text("Put evidence on hold")
    help = text(
        "Mails, logs and files of this morning are kept: nothing is deleted or rotated away."
    )
    group = "tell"
    seats = ("COM",)
    latency_s = 20

    def offered(self, world: World) -> None:
        if "hold" in world.state.keys:
            raise Refused(text("That has been done."))
        desk.need_new(world, self.name)

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.state.keys["hold"] = world.step
        desk.record(world, entry, "hold", {})

    def done(self, world: World, args: Args) -> Text:
        return text("Evidence is on hold.")
