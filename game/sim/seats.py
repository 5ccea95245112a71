"""The six seats of a desk: how few people share them, and which panes each may look at.

Source of the table: exercise-design section 1. Information and powers are split unequally, so
that nobody can finish alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from game.sim.parts import ALL_SEATS
from game.sim.text import Text, text

Seats = tuple[str, ...]

TITLES: dict[str, Text] = {
    "IC": text("Incident commander"),
    "RTR": text("Router engineer"),
    "TRD": text("Trading desk"),
    "RSK": text("Risk and positions"),
    "COM": text("Compliance and communications"),
    "CHG": text("Change and release"),
}

PANES_OF: dict[str, frozenset[str]] = {
    "IC": frozenset({"pnl"}),
    "RTR": frozenset({"fleet", "rates"}),
    "TRD": frozenset({"tape", "clients"}),
    "RSK": frozenset({"pnl", "positions", "rates", "limits"}),
    "COM": frozenset({"mail", "rules"}),
    "CHG": frozenset({"changes"}),
}

MERGES: dict[int, tuple[Seats, ...]] = {
    1: (ALL_SEATS,),
    2: (("IC", "RSK", "COM"), ("RTR", "CHG", "TRD")),
    3: (("IC", "COM"), ("RTR", "CHG"), ("RSK", "TRD")),
    4: (("IC",), ("RTR", "CHG"), ("RSK", "TRD"), ("COM",)),
    5: (("IC", "CHG"), ("RTR",), ("TRD",), ("RSK",), ("COM",)),
    6: tuple((seat,) for seat in ALL_SEATS),
}


def merged(people: int) -> tuple[Seats, ...]:
    """What each of so many people holds; beyond six the table is full."""
    return MERGES[min(max(people, 1), len(ALL_SEATS))]


def panes_of(seats: Iterable[str]) -> frozenset[str]:
    """Names of the exclusive panes that these seats may look at."""
    return frozenset().union(*(PANES_OF[seat] for seat in seats))


def ordered(seats: Iterable[str]) -> Seats:
    """The seats in the order of the table, each once."""
    held = set(seats)
    return tuple(seat for seat in ALL_SEATS if seat in held)


def view_key(seats: Sequence[str]) -> str:
    """Names a view: equal keys see equal frames and fragments."""
    return "-".join(ordered(seats)) or "none"
