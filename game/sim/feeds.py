"""The upstream feeds by which parent orders come in, as a form names them.

A form names them the same on every morning: what a feed carries this time is for the desk to see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.sim.parts import Args, Refused
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World

CHOICES: tuple[tuple[str, Text], ...] = (
    ("1", text("Feed 1, retail")),
    ("2", text("Feed 2, institutional")),
    ("3", text("Feed 3, program")),
    ("4", text("Feed 4, dealers")),
)


def place(args: Args) -> int:
    """Where the chosen feed stands in state.feeds."""
    return int(args["feed"]) - 1


def title(args: Args) -> Text:
    """The feed as the form names it."""
    return CHOICES[place(args)][1]


def need_new(world: World, action: str, args: Args) -> None:
    """The same order for the same feed must not be under way."""
    rows = [row for row in world.state.pending if row[2] == action]
    if any(row[3]["feed"] == args["feed"] for row in rows):
        raise Refused(text("That order is already under way."))
