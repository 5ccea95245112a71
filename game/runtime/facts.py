"""What anybody in the room may know of a team while it plays, and nothing else.

The P&L as PMON marks it, late like PMON's own; what the team has said aloud: that there is an
incident, that it is contained. No cause, no router, no belief.
"""

from __future__ import annotations

from dataclasses import dataclass

from game.sim import ledger
from game.sim.world import World


@dataclass(frozen=True)
class Facts:
    """Cents, and steps at which something was said; None before."""

    pnl_cents: int = 0
    declared: int | None = None
    claimed: int | None = None


def facts_of(world: World) -> Facts:
    """The public side of a world."""
    said = world.state.incident
    return Facts(int(ledger.shown(world)[0]), said.get("declared"), said.get("claimed"))
