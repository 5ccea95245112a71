"""Hand one's seat to somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.parts import ALL_SEATS, Action, Args, Entry, Field, Refused
from game.sim.seats import TITLES
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World

NOBODYS_S = 15  # simulated: exercise design, section 1. No luck in it, so no latency of the seed


class HandOver(Action):
    name = "hand_over"
    title = text("Hand a seat over")
    help = text(
        "Gives a seat, with its panes and powers, to somebody of the team. For 15 seconds nobody "
        "has its powers. Say what they need to know: a seat handed over in silence is half lost."
    )
    group = "tell"
    fields = (
        Field("seat", "choice", text("Seat"), tuple((seat, TITLES[seat]) for seat in ALL_SEATS)),
    )
    seats = ALL_SEATS

    def check(self, world: World, args: Args) -> None:
        if world.state.moving.get(args["seat"], -1) > world.step:
            raise Refused(text("This seat is already being handed over."))

    def begin(self, world: World, args: Args, entry: Entry) -> None:
        world.state.moving[args["seat"]] = world.step + NOBODYS_S

    def done(self, world: World, args: Args) -> Text:
        seat = TITLES[args["seat"]]
        return text("{seat} changes hands; for 15 seconds nobody has its powers.", seat=seat)
