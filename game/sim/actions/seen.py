"""A message has been on somebody's screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import injects
from game.sim.parts import Action, Args, Entry, Field, Refused
from game.sim.seats import view_key
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class Seen(Action):
    name = "seen"
    title = text("Message read")
    help = text("Tells exercise control that a message has been on this seat's screen.")
    group = "observe"
    quiet = True
    fields = (Field("message", "int", text("Message, as this seat numbers it")),)

    def check(self, world: World, args: Args) -> None:
        if args["message"] < 1:
            raise Refused(text("There is no such message."))

    def begin(self, world: World, args: Args, entry: Entry) -> None:
        came, number = injects.reaching(world, entry.seats), int(args["message"])
        if number > len(came):
            raise Refused(text("There is no such message."))
        seats, message, rows = view_key(entry.seats), came[number - 1][0], world.state.seen
        if not any(row[1:] == [message, seats] for row in rows):
            rows.append([world.step, message, seats])
