"""Lay what was opened on the team's table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import evidence
from game.sim.parts import Action, Args, Entry, Field, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class ShareEvidence(Action):
    name = "share_evidence"
    title = text("Share evidence with the team")
    help = text("Lays what you have opened on the team's board: every seat reads and cites it.")
    group = "tell"
    fields = (Field("cited", "evidence", text("What you have seen")),)

    def check(self, world: World, args: Args) -> None:
        if set(args["cited"]) <= set(world.state.shared):
            raise Refused(text("It is on the team's board."))

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        shared = world.state.shared
        shared += [key for key in args["cited"] if key not in shared]

    def done(self, world: World, args: Args) -> Text:
        title = evidence.item_of(args["cited"][0]).title
        if len(args["cited"]) == 1:
            return text("On the team's board: {what}.", what=title)
        return text("On the team's board: {what} and more.", what=title)
