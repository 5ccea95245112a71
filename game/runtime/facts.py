"""What anybody in the room may know of a team while it plays, and nothing else.

The P&L as PMON marks it, late like PMON's own; what the team has said aloud: that there is an
incident, that it is contained; what the market and the street have published. No cause, no
router, no belief.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from game.sim import injects, ledger
from game.sim.world import World

HEADLINES = ("the_open", "trading_pauses", "public_talk", "outside_cut")  # public by their nature


@dataclass(frozen=True)
class Facts:
    """Cents, and steps at which something was said; None before. `news`: headlines by inject."""

    pnl_cents: int = 0
    declared: int | None = None
    claimed: int | None = None
    news: tuple[tuple[str, int], ...] = ()


def facts_of(world: World) -> Facts:
    """The public side of a world."""
    said = world.state.incident
    pnl = int(ledger.shown(world)[0])
    return Facts(pnl, said.get("declared"), said.get("claimed"), tuple(_news(world)))


def _news(world: World) -> Iterator[tuple[str, int]]:
    """Public injects that have come, by themselves or by hand."""
    sent = {name: int(step) for step, name, _, _ in reversed(world.state.delivered)}
    for name in HEADLINES:
        step = sent.get(name, injects.injects()[name].happened(world))
        if step is not None:
            yield name, step
