"""Withdraw a declaration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.parts import Action, Args, Entry, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class Withdraw(Action):
    name = "withdraw"
    title = text("Withdraw the declaration")
    help = text("Says that it was a false alarm. The score counts false alarms.")
    group = "tell"
    seats = ("IC",)
    latency_s = 0
    irreversible = True

    def offered(self, world: World) -> None:
        if "declared" not in world.state.incident:
            raise Refused(text("No incident is declared."))

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        incident = world.state.incident
        incident["withdrawn"] = incident.get("withdrawn", 0) + 1
        for key in ("declared", "severity", "by", "cited"):
            incident.pop(key, None)

    def done(self, world: World, args: Args) -> Text:
        return text("Declaration withdrawn.")
