"""The second key of an order that needs two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from game.sim import actions, approvals
from game.sim.parts import Action, Args, Entry, Field, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class Approve(Action):
    name = "approve"
    title = text("Approve an order that waits")
    help = text(
        "Turns the second key of an order that somebody else gave. The incident commander approves "
        "the flag, a roll-back and the capital limit; the change desk approves a deployment. "
        "An order that nobody approves lapses after two minutes."
    )
    group = "tell"
    fields = (
        Field(
            "what",
            "choice",
            text("Which order?"),
            (
                ("flag_off", text("Switch the RLP flag off")),
                ("flag_on", text("Switch the RLP flag on")),
                ("rollback", text("Roll back routers")),
                ("deploy", text("Deploy a package to a router")),
                ("link_account_33", text("Tie account 33 to order entry")),
            ),
        ),
        Field("order", "int", text("Which of several? Its number"), required=False),
    )
    seats = ("IC", "CHG")

    def offered(self, world: World) -> None:
        if not world.state.awaiting:
            raise Refused(text("No order waits for an approval."))

    def check(self, world: World, args: Args) -> None:
        approvals.find(world, args)

    def begin(self, world: World, args: Args, entry: Entry) -> None:
        approvals.need_seat(approvals.find(world, args), entry)

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        approvals.approve(world, args)

    def done(self, world: World, args: Args) -> Text:
        begun = [row for row in world.state.pending if row[2] == args["what"]]
        action = actions.catalogue()[args["what"]]
        return text("Approved: {what}", what=action.called(max(begun, key=_when)[3]))


def _when(row: list[Any]) -> int:
    return int(row[5])
