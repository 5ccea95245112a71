"""What an exercise allows beside the morning: help, and questions in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.parts import CONTROL, Action, Args, Entry, Field
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World

SWITCH = (("on", text("On")), ("off", text("Off")))


class Settings(Action):
    name = "settings"
    title = text("Settings of the exercise")
    help = text("Switches hints and freeze probes on or off for a team.")
    group = "tell"
    seats = (CONTROL,)
    quiet = True
    fields = (
        Field("hints", "choice", text("Hints"), SWITCH, required=False),
        Field("probes", "choice", text("Freeze probes"), SWITCH, required=False),
    )

    def begin(self, world: World, args: Args, entry: Entry) -> None:
        world.state.settings.update(
            {key: args[key] == "on" for key in ("hints", "probes") if key in args}
        )
