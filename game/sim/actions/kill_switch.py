"""The firm's kill switch, first key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk
from game.sim.parts import Action, Args, Entry, Field, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World

WANTS_TO_SEE = text("Risk officer: show me what you have seen, then I turn the second key.")


class KillSwitch(Action):
    name = "kill_switch"
    title = text("Kill switch: turn the first key")
    help = text(
        "Blocks every order of the firm, clients' included. Needs a second key within two minutes; "
        "for a player alone the risk officer turns it 20 seconds after a request that cites "
        "evidence. A control of today; few exchanges had one in 2012."
    )
    fields = (Field("cited", "evidence", text("What you have seen"), required=False),)
    seats = ("IC",)
    era = "today"

    def offered(self, world: World) -> None:
        if world.state.killed:
            raise Refused(text("The kill switch is already thrown."))
        if desk.first_key(world) is not None:
            raise Refused(text("The first key is turned. The second one is needed."))

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        if args.get("alone") and not args.get("cited"):
            raise Refused(WANTS_TO_SEE)
        world.state.keys["kill"] = world.state.step
        world.state.keys["kill_any"] = int("RSK" in entry.seats)
        world.state.incident["kill_by"] = entry.actor
        if args.get("alone"):
            drilled = "kill_drilled" in world.state.keys
            world.later(1 if drilled else desk.SECOND_KEY_S, "confirm_kill", entry)

    def done(self, world: World, args: Args) -> Text:
        return text("First key of the kill switch turned.")
