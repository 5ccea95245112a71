"""Ask one of the cast who stand in for the seats of a sole player."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import alerts, cast
from game.sim.parts import Action, Args, Entry, Field
from game.sim.seats import TITLES
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


LEAST_S, MORE_S = 27, 21  # with the seed's spread 20 to 60 seconds


class AskColleague(Action):
    name = "ask_colleague"
    title = text("Ask a colleague")
    help = text(
        "The colleague at that desk looks up and tells you what can be seen there at the moment, "
        "in a sentence or two. It takes 20 to 60 seconds; what counts you have to open yourself."
    )
    group = "observe"
    fields = (
        Field(
            "seat",
            "choice",
            text("Whom, and what?"),
            (
                ("RSK", text("Risk: what does account 33 look like?")),
                ("COM", text("Compliance: is there anything in the mailbox?")),
                ("CHG", text("Release desk: how did the release go?")),
                ("TRD", text("Trading desk: what do you see on the tape?")),
            ),
        ),
    )
    alone_only = True
    latency_s = LEAST_S + MORE_S // 2

    def latency_for(self, world: World, args: Args) -> int:
        """Some are on the telephone: by the seed, the seat and the minute."""
        busy = world.draws.chance(f"ask/{args['seat']}", world.step // 60)
        return LEAST_S + round(MORE_S * busy)

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        seat = str(args["seat"])
        alerts.post(world, cast.ALERTS[seat], cast.ANSWERS[seat](world))

    def done(self, world: World, args: Args) -> Text:
        return text("{seat} has answered, under Messages.", seat=TITLES[args["seat"]])
