"""The raw header of the newest mail of a subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk, evidence
from game.sim.parts import Action, Args, Entry, Field, Refused
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class ReadHeader(Action):
    name = "read_header"
    title = text("Read the raw header of a mail")
    help = text("Reads the full header of the newest mails with that subject.")
    group = "observe"
    fields = (Field("group", "text", text("Subject")),)
    seats = ("COM",)
    latency_s = 5

    def check(self, world: World, args: Args) -> None:
        desk.need_mail(world, args)
        if str(args["group"]) not in world.state.mail_opened:
            raise Refused(text("Open the mails of that subject first."))

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        if args["group"] == "bnet":
            evidence.open_item(world, "e02_header", args)
        else:
            evidence.open_item(world, "e03_mail", {**args, "header": True})
