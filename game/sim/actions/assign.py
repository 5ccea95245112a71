"""A task, for a seat, in a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk
from game.sim.parts import ALL_SEATS, Action, Args, Entry, Field
from game.sim.seats import TITLES
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


TASKS: tuple[tuple[str, Text], ...] = (
    ("cause", text("Find out what it is")),
    ("which", text("Find out which router it is")),
    ("contain", text("Stop the flow")),
    ("watch", text("Watch the position and the flow")),
    ("service", text("Keep clients served")),
    ("clients", text("Talk to clients")),
    ("outside", text("Talk to exchange and regulator")),
    ("signs", text("Look into the open signs")),
    ("log", text("Keep the record")),
    ("position", text("Deal with the position")),
)
LEAST, MOST = 1, 120  # minutes


class Assign(Action):
    name = "assign"
    title = text("Give a task")
    help = text("Asks a seat for something within a time. It counts as heard when it is read back.")
    group = "tell"
    fields = (
        Field("task", "choice", text("Task"), TASKS),
        Field("seat", "choice", text("Seat"), tuple((seat, TITLES[seat]) for seat in ALL_SEATS)),
        Field("minutes", "int", text("Minutes")),
    )
    seats = ("IC",)
    latency_s = 5

    def check(self, world: World, args: Args) -> None:
        desk.need_between(args["minutes"], LEAST, MOST)

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        said = {key: args[key] for key in ("task", "seat", "minutes")}
        desk.record(world, entry, "assign", said)

    def done(self, world: World, args: Args) -> Text:
        return text("Task given: {seat}.", seat=TITLES[args["seat"]])
