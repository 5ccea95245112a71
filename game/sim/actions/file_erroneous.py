"""A request that the exchange cancels trades as clearly erroneous."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk
from game.sim.clock import OPEN
from game.sim.parts import Action, Args, Entry, Field, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


WINDOW_S = 1800  # from the first trade in question
NOTHING, LATE, FILED = range(3)
ANSWERS = (
    text("The exchange finds no trades of ours that no order explains."),
    text("The exchange takes requests within thirty minutes of the trade: this one is too late."),
    text("The request is filed. The exchange looks at each name; most trades will stand."),
)


class FileErroneous(Action):
    name = "file_erroneous"
    title = text("Ask to cancel erroneous trades")
    help = text(
        "Files with the exchange, within thirty minutes of the first of them. Few trades will be "
        "cancelled: the price must have been far off."
    )
    group = "tell"
    fields = (
        Field(
            "names",
            "choice",
            text("For which trades?"),
            (
                ("all", text("All that no open order explains")),
                ("far", text("Those far from the last price")),
            ),
        ),
    )
    seats = ("COM",)
    latency_s = 60
    irreversible = True

    def offered(self, world: World) -> None:
        if world.step <= OPEN:
            raise Refused(text("The market is not open yet."))
        if "erroneous" in world.state.told:
            raise Refused(text("That has been done."))
        desk.need_new(world, self.name)

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        answer = _answer(world)
        world.state.told["erroneous"], world.state.keys["erroneous"] = world.step, answer
        wrong = ["names"] if answer == NOTHING else []
        said = {"to": "erroneous", "names": args["names"], "in_time": answer == FILED}
        desk.record(world, entry, "notice", {**said, "wrong": wrong})

    def done(self, world: World, args: Args) -> Text:
        return ANSWERS[world.state.keys.get("erroneous", NOTHING)]


def _answer(world: World) -> int:
    first = world.state.flow_started
    if first < 0:
        return NOTHING
    return FILED if world.step <= first + WINDOW_S else LATE
