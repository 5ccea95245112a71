"""The firm's kill switch, second key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim import desk
from game.sim.parts import ALL_SEATS, Action, Args, Entry, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class ConfirmKill(Action):
    name = "confirm_kill"
    title = text("Kill switch: turn the second key")
    help = text(
        "Turned by somebody else than the first, in risk's seat; where the commander holds that "
        "seat too, by anybody else. All trading of the firm stops."
    )
    seats = ("RSK",)
    latency_s = 15
    era = "today"

    def seats_in(self, world: World) -> tuple[str, ...]:
        both = desk.first_key(world) is not None and world.state.keys.get("kill_any")
        return ALL_SEATS if both else self.seats

    def latency_in(self, world: World) -> int:
        return self.latency_s // 2 if "kill_drilled" in world.state.keys else self.latency_s

    def offered(self, world: World) -> None:
        if world.state.killed:
            raise Refused(text("The kill switch is already thrown."))
        if desk.first_key(world) is None:
            raise Refused(text("The first key is not turned."))

    def begin(self, world: World, args: Args, entry: Entry) -> None:
        if entry.actor and entry.actor == world.state.incident.get("kill_by"):
            raise Refused(text("The second key must be turned by somebody else."))

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        desk.excuse_cut(world)
        world.state.killed = True
        world.changed()

    def done(self, world: World, args: Args) -> Text:
        return text("Kill switch thrown: the firm sends no orders.")
