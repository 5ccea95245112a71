"""Exercise control changes the flow of information: it fires, holds, skips or times an inject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import injects
from game.sim.clock import STEPS
from game.sim.parts import ALL_SEATS, CONTROL, Action, Args, Entry, Field, Refused
from game.sim.seats import ordered
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World

PLANS = {"hold": injects.HELD, "skip": injects.SKIPPED, "auto": injects.AUTO}
CHANNELS = tuple((key, injects.SUBJECTS[key]) for key in injects.CHANNELS)


class Inject(Action):
    name = "inject"
    title = text("Inject")
    help = text(
        "Sends a team something from the list, or what you write; or holds, skips or times it. "
        "It changes what a team is told, never what is true or what is scored."
    )
    group = "tell"
    seats = (CONTROL,)
    quiet = True
    fields = (
        Field("what", "text", text("Which? A name of the list, or adhoc")),
        Field(
            "do",
            "choice",
            text("What to do"),
            (
                ("fire", text("Send it now")),
                ("hold", text("Hold it until it is sent by hand")),
                ("skip", text("Leave it out")),
                ("at", text("Send it at a time")),
                ("auto", text("Let it come by itself")),
            ),
        ),
        Field("at", "int", text("At which second of the morning?"), required=False),
        Field("channel", "choice", text("Channel"), CHANNELS, required=False),
        Field("sender", "choice", text("From"), tuple(injects.SENDERS.items()), required=False),
        Field("seats", "text", text("To which seats? IC-RTR; all when empty"), required=False),
        Field("words", "int", text("Where the words are kept"), required=False),
        Field("digest", "text", text("Digest of the words"), required=False),
    )

    def check(self, world: World, args: Args) -> None:
        if args["what"] == injects.ADHOC:
            self._check_adhoc(args)
            return
        injects.need_inject(args["what"])
        injects.need_unsent(world, args["what"])
        if args["do"] == "at" and not world.step <= args.get("at", -1) < STEPS:
            raise Refused(text("Choose a time that is still to come."))

    def _check_adhoc(self, args: Args) -> None:
        if args["do"] != "fire":
            raise Refused(text("What you write is sent now or not at all."))
        if "channel" not in args or "words" not in args:
            raise Refused(text("Choose a channel and write something."))
        if not _seats(args):
            raise Refused(text("There is no such seat."))

    def begin(self, world: World, args: Args, entry: Entry) -> None:
        name, plan = args["what"], world.state.plan
        if name == injects.ADHOC:
            injects.say(world, _said(args))
        elif args["do"] == "fire":
            injects.send(world, name)
        else:
            plan[name] = args["at"] if args["do"] == "at" else PLANS[args["do"]]


def _seats(args: Args) -> list[str]:
    asked = args.get("seats", "")
    return list(ordered(asked.split("-"))) if asked else list(ALL_SEATS)


def _said(args: Args) -> Args:
    return {
        "channel": args["channel"],
        "sender": args.get("sender", "control"),
        "seats": _seats(args),
        "words": args["words"],
        "digest": args.get("digest", ""),
    }
