"""Open one subject of the shared mailbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk, evidence
from game.sim.parts import Action, Args, Entry, Field
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


class OpenMail(Action):
    name = "open_mail"
    title = text("Open a group of mails")
    help = text("Reads the newest mails with that subject.")
    group = "observe"
    fields = (Field("group", "text", text("Subject")),)
    seats = ("COM",)
    latency_s = 10

    def check(self, world: World, args: Args) -> None:
        desk.need_mail(world, args)

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        group = str(args["group"])
        world.state.mail_opened[group] = world.state.step
        evidence.open_item(world, "e01_rejects" if group == "bnet" else "e03_mail", args)
