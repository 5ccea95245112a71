"""Close a sign that was looked into: it means no harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import decoys
from game.sim.parts import Action, Args, Entry, Field, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class CloseCheck(Action):
    name = "close_check"
    title = text("Close a sign as harmless")
    help = text("Says that a sign was looked into and means no harm, and what shows it.")
    group = "tell"
    fields = (
        Field(
            "sign",
            "choice",
            text("Sign"),
            tuple((key, sign.title) for key, sign in decoys.SIGNS.items()),
        ),
        Field("cited", "evidence", text("What you have seen")),
    )

    def offered(self, world: World) -> None:
        if not _open(world):
            raise Refused(text("No sign is open."))

    def check(self, world: World, args: Args) -> None:
        if args["sign"] in world.state.closed:
            raise Refused(text("That sign is closed."))
        if args["sign"] not in _open(world):
            raise Refused(text("Nobody has seen such a sign yet."))

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        sign = str(args["sign"])
        rightly = decoys.harmless(world, sign) and decoys.settled(world, sign, args["cited"])
        world.state.closed[sign] = [world.step, entry.seq, int(rightly)]

    def done(self, world: World, args: Args) -> Text:
        return text("Sign closed: {sign}.", sign=decoys.SIGNS[args["sign"]].title)


def _open(world: World) -> set[str]:
    """Signs that the desk has seen and not closed."""
    return {key for key, _ in decoys.raised(world)} - set(world.state.closed)
