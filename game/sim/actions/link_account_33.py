"""Tie account 33 to order entry: past a threshold the firm blocks itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk
from game.sim.parts import Action, Args, Entry, Field, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


USUAL, LEAST, MOST = 2_000_000, 100_000, 1_000_000_000  # dollars


class LinkAccount33(Action):
    name = "link_account_33"
    title = text("Tie account 33 to order entry")
    help = text(
        "When account 33 shows more than this, gross, order entry is blocked for the whole firm, "
        "clients included. It asks nobody and it knows no cause. Two million dollars unless you "
        "say otherwise. Needs the commander's approval; before the open only."
    )
    fields = (Field("dollars", "int", text("Dollars, gross"), required=False),)
    seats = ("RSK",)
    two_keys = "IC"
    latency_s = 180
    era = "today"
    prepares = True

    def offered(self, world: World) -> None:
        if world.state.capital:
            raise Refused(text("Account 33 is already tied to order entry."))
        desk.need_before_open(world)
        desk.need_new(world, self.name)

    def check(self, world: World, args: Args) -> None:
        desk.need_between(args.get("dollars", USUAL), LEAST, MOST)

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.state.capital = int(args.get("dollars", USUAL))

    def done(self, world: World, args: Args) -> Text:
        dollars = args.get("dollars", USUAL)
        return text("Order entry blocks itself when account 33 passes ${dollars}.", dollars=dollars)
