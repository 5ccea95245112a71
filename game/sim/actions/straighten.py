"""Reset the drop-copy session: what was booked twice is taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk, ledger
from game.sim.parts import Action, Args, Entry
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class Straighten(Action):
    name = "straighten"
    title = text("Reset the drop-copy session")
    help = text(
        "Asks the exchanges for the day's executions again and books account 33 anew from them. "
        "What was reported twice goes out of it; what was traded stays."
    )
    group = "recover"
    seats = ("RSK",)
    latency_s = 60

    def offered(self, world: World) -> None:
        desk.need_new(world, self.name)

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.state.keys["straightened"] = int(world.state.phantom.any())
        ledger.straighten(world)

    def done(self, world: World, args: Args) -> Text:
        if world.state.keys.get("straightened"):
            return text("Drop copy reset: executions that were booked twice are out of account 33.")
        return text("Drop copy reset: every execution was booked once, nothing has changed.")
