"""What reaches the desk by itself: one file each, in what its fictional sender could know."""

from __future__ import annotations

import functools
import sys
from collections.abc import Container
from typing import TYPE_CHECKING

from game.sim.parts import Alert
from game.sim.registry import collect
from game.sim.text import Text

if TYPE_CHECKING:
    from game.sim.world import World

EVERY_S = 5


@functools.cache
def alerts() -> dict[str, Alert]:
    """All alerts by name."""
    return collect(sys.modules[__name__], Alert)


def deliver(world: World, withheld: Container[str] = ()) -> None:
    """Ask each alert whether it is due, unless exercise control keeps it back; they are asked
    every five seconds, not more."""
    if world.state.step % EVERY_S:
        return
    for name, alert in _heard(world).items():
        for subject, body in alert.due(world) if name not in withheld else ():
            _add(world, name, alert, subject, body)


def _heard(world: World) -> dict[str, Alert]:
    """All of them, or those that the scenario names."""
    named = world.scenario.alerts
    return {name: alerts()[name] for name in sorted(named)} if named else alerts()


def post(world: World, name: str, body: Text) -> None:
    """Deliver an alert that the engine itself raises."""
    alert = alerts()[name]
    _add(world, name, alert, alert.subject, body)


def _add(world: World, name: str, alert: Alert, subject: Text, body: Text) -> None:
    state = world.state
    state.fired[name] = state.step
    state.messages.append(
        [
            len(state.messages) + 1,
            state.step,
            alert.channel,
            alert.severity,
            name,
            subject.row(),
            body.row(),
        ]
    )
