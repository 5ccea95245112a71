"""E23: one flagged order into a gate that lets nothing out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.parts import Args, EvidenceItem
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class Canary(EvidenceItem):
    key = "e23_canary"
    title = text("Canary order")
    klass = 3
    ratio = 20.0
    hypothesis = "host"
    seats = ("RTR", "CHG")

    def lines(self, world: World, args: Args) -> list[Text]:
        host = int(args["router"])
        head = text(
            "One flagged order of 100 shares to SMARS-{host}, into a closed gate.", host=host
        )
        if world.scenario.builds[int(world.state.running[host])].uat:
            return [head, NONE]
        return [head, STREAM if world.mis_executes(host) else ONE]

    def speaks(self, world: World, args: Args) -> list[int]:
        host = int(args["router"])
        return [host] if world.mis_executes(host) else []


ONE = text("One child of 100 shares came, the gate filled it, no other followed.")
NONE = text("No child came to the gate: the router's session is that of the test exchange.")
STREAM = text("Children went on after the first was filled; the gate stopped them at 50.")
