"""Notices to the world outside: forms, each statement compared with the truth of its second.

What turns out false stays in the record for the score; no screen says so.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from game.sim import desk, evidence
from game.sim.parts import Action, Args, Entry, Field
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World

LAG_S = 10  # nobody is held to the second in which a flow ends
LARGE = 50_000_000 * 100  # cents
FULL, NONE = 900, 0  # thousandths of service that may be called usual, and none

FLOW = Field(
    "flow",
    "choice",
    text("Orders that no client gave"),
    (
        ("leave", text("They still leave us")),
        ("stopped", text("They have stopped")),
        ("unseen", text("We have seen none")),
    ),
)
CAUSE = Field(
    "cause",
    "choice",
    text("The cause"),
    (
        ("open", text("We are looking for it")),
        ("ours", text("We know it, and it is ours")),
        ("outside", text("It is not ours")),
    ),
)
NEXT = Field(
    "next",
    "choice",
    text("Next word from us"),
    (
        ("10", text("In ten minutes")),
        ("20", text("In twenty minutes")),
        ("30", text("In half an hour")),
        ("0", text("We do not say when")),
    ),
)
SERVICE = Field(
    "service",
    "choice",
    text("Your orders"),
    (
        ("usual", text("Are worked as usual")),
        ("limited", text("Are worked with limits or late")),
        ("none", text("Are not taken at present")),
    ),
)
ADVICE = Field(
    "advice",
    "choice",
    text("What we ask of you"),
    (
        ("stay", text("Go on sending us orders")),
        ("elsewhere", text("Send your orders elsewhere until we call")),
    ),
)
EXPOSURE = Field(
    "exposure",
    "choice",
    text("Positions that we did not want"),
    (
        ("unknown", text("Not known yet")),
        ("small", text("Up to 50 million dollars")),
        ("large", text("More than 50 million dollars")),
    ),
)
STATEMENT = Field(
    "statement",
    "choice",
    text("What we say"),
    (
        ("none", text("No comment yet")),
        ("issue", text("We have a technology problem and work on it")),
        ("fine", text("Our systems work as they should")),
    ),
)


class Notice(Action):
    """A form to somebody outside; the same form again is an update."""

    group = "tell"
    seats: ClassVar[tuple[str, ...]] = ("COM",)
    to: ClassVar[str]

    def offered(self, world: World) -> None:
        desk.need_new(world, self.name)

    def begin(self, world: World, args: Args, entry: Entry) -> None:
        data = {item.name: args[item.name] for item in self.fields}
        if "next" in data:
            data["next"] = int(data["next"])
        data |= {"to": self.to, "update": self.to in world.state.told, "wrong": wrong(world, args)}
        desk.record(world, entry, "notice", data)

    def effect(self, world: World, args: Args, entry: Entry) -> None:
        world.state.told.setdefault(self.to, world.step)


def wrong(world: World, args: Args) -> list[str]:
    """Names of the fields whose statement is false at this second. Truth: never in a view."""
    return [name for name, false in FALSE.items() if name in args and false(world, args[name])]


def _flow(world: World, said: str) -> bool:
    state = world.state
    lately = state.flow_stopped >= 0 and state.step - state.flow_stopped <= LAG_S
    if state.flow_started < 0:
        return said != "unseen"
    if state.runaway_rate or state.flow_stopped < 0:
        return said != "leave"
    return said != "stopped" and not (said == "leave" and lately)


def _cause(world: World, said: str) -> bool:
    """To know a cause one must have opened something that speaks."""
    if said == "ours":
        keys = world.state.opened
        known = any(evidence.spoke_at(world, key, desk.STRONG) is not None for key in keys)
        return world.no_fault or not known
    return said == "outside" and not world.no_fault


def _service(world: World, said: str) -> bool:
    service = world.fleet.service
    if said == "usual":
        return service < FULL
    return service != NONE if said == "none" else service == NONE


def _exposure(world: World, said: str) -> bool:
    """By what is held in truth, whatever account 33 shows."""
    gross = float((abs(world.state.position) * world.state.mid).sum()) * 100
    return said != "unknown" and (said == "large") != (gross > LARGE)


def _statement(world: World, said: str) -> bool:
    """Books that show what is not there are a technology problem, though nothing has to stop."""
    sound = world.no_fault and world.fault != "false_position"
    return said == ("issue" if sound else "fine")


FALSE: dict[str, Callable[[World, str], bool]] = {
    "flow": _flow,
    "cause": _cause,
    "service": _service,
    "exposure": _exposure,
    "statement": _statement,
}
