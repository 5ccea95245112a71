"""A page to the author of the old code, who may not be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence, rng
from game.sim.parts import Action, Args, Entry, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World

REACHED = "expert"  # 1 in state.keys once the author has told what he knows, 0 after no answer


class PageExpert(Action):
    name = "page_expert"
    title = text("Page the author of the old code")
    help = text(
        "Once an incident is declared, somebody may be called out of bed: the author says what the "
        "RLP flag used to be and what the old code does with it. He may not answer."
    )
    group = "observe"
    seats = ("CHG",)
    latency_s = 180

    def latency_in(self, world: World) -> int:
        return int(world.scenario["desk"]["expert_s"])

    def offered(self, world: World) -> None:
        if "declared" not in world.state.incident:
            raise Refused(text("Nobody is paged before an incident is declared."))
        if REACHED in world.state.keys:
            raise Refused(text("The author has been paged."))
        if world.pending(self.name):
            raise Refused(text("The author is being paged."))

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        absent = rng.one(world.seed, "expert", 0, 0) < world.scenario["desk"]["expert_absent"]
        world.state.keys[REACHED] = int(not absent)
        if not absent:
            evidence.open_item(world, "e22_archive", args)

    def done(self, world: World, args: Args) -> Text:
        if not world.state.keys.get(REACHED):
            return text("Nobody answers the page. The code archive has it, too.")
        return super().done(world, args)
