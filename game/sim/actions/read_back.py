"""Say a task back to whoever gave it: the loop is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk
from game.sim.parts import Action, Args, Entry, Field, Refused
from game.sim.seats import TITLES
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class ReadBack(Action):
    name = "read_back"
    title = text("Read a task back")
    help = text("Says that you have heard a task that was given to your seat, and take it.")
    group = "tell"
    fields = (Field("assignment", "int", text("Task")),)

    def offered(self, world: World) -> None:
        if not _open(world):
            raise Refused(text("No task waits to be read back."))

    def check(self, world: World, args: Args) -> None:
        if args["assignment"] not in _open(world):
            raise Refused(text("That task does not wait to be read back."))

    def begin(self, world: World, args: Args, entry: Entry) -> None:
        seat = _open(world)[args["assignment"]]
        if seat not in entry.seats:
            raise Refused(text("That task was given to another seat: {seat}.", seat=TITLES[seat]))
        desk.record(world, entry, "read_back", {"of": args["assignment"]})

    def done(self, world: World, args: Args) -> Text:
        return text("Task read back.")


def _open(world: World) -> dict[int, str]:
    """Tasks that nobody has read back: the number of the order, and the seat."""
    rows = world.state.records
    heard = {data["of"] for _, _, kind, data in rows if kind == "read_back"}
    given = {seq: str(data["seat"]) for _, seq, kind, data in rows if kind == "assign"}
    return {seq: seat for seq, seat in given.items() if seq not in heard}
