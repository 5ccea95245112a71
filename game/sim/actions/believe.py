"""What the team holds to be true, router by router, in percent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.draws import ROUTERS
from game.sim.parts import Action, Args, Entry, Field, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


MECHANISMS: tuple[tuple[str, Text], ...] = (
    ("stale_build", text("A router has the former build")),
    ("not_restarted", text("A router has the release and runs the former build")),
    ("new_build", text("The new release itself")),
    ("upstream", text("A feed sends orders more than once")),
    ("false_position", text("The position is not there")),
    ("test_data", text("Test data in the live system")),
    ("none", text("Nothing is wrong")),
)
NUMBERS = range(1, ROUTERS + 1)


class Believe(Action):
    name = "believe"
    title = text("Save the belief board")
    help = text(
        "For each router: if an order marked RLP came now, would it mis-execute it? In percent. "
        "And what is it? The board is looked at when nobody says so; saying what you "
        "think pays best."
    )
    group = "tell"
    fields = (
        *(Field(f"p{number}", "int", text("SMARS-{number}", number=number)) for number in NUMBERS),
        Field("mechanism", "choice", text("What is it?"), MECHANISMS, required=False),
    )

    def fields_in(self, routers: int) -> tuple[Field, ...]:
        return (*self.fields[:routers], self.fields[-1])

    def check(self, world: World, args: Args) -> None:
        for number in range(1, world.routers + 1):
            if not 0 <= args[f"p{number}"] <= 100:
                raise Refused(text("SMARS-{number}: give 0 to 100 percent.", number=number))

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        board = world.state.board
        board["p"] = [int(args[f"p{number}"]) for number in world.shown]
        board["mechanism"] = args.get("mechanism", "")
        board["step"], board["by"] = world.step, entry.actor

    def done(self, world: World, args: Args) -> Text:
        return text("Belief board saved.")
