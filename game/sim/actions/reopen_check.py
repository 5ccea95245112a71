"""Take a closed sign up again, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import decoys
from game.sim.actions.close_check import CloseCheck
from game.sim.parts import Action, Args, Entry, Field, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class ReopenCheck(Action):
    name = "reopen_check"
    title = text("Open a sign again")
    help = text("Says that a sign was closed too early. Each can be opened again once.")
    group = "tell"
    fields = (Field("sign", "choice", text("Sign"), CloseCheck.fields[0].choices),)

    def offered(self, world: World) -> None:
        if not world.state.closed:
            raise Refused(text("No sign is closed."))

    def check(self, world: World, args: Args) -> None:
        if args["sign"] not in world.state.closed:
            raise Refused(text("That sign is not closed."))
        if _mark(args) in world.state.keys:
            raise Refused(text("That sign was opened again before: once is all."))

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.state.keys[_mark(args)] = world.step
        world.state.closed.pop(args["sign"], None)

    def done(self, world: World, args: Args) -> Text:
        return text("Sign opened again: {sign}.", sign=decoys.SIGNS[args["sign"]].title)


def _mark(args: Args) -> str:
    return f"reopened:{args['sign']}"
