"""Clients whose orders lie in an isolated or stopped router."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from game.sim.parts import Alert
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World


class OrdersWaiting(Alert):
    channel = "phone"
    severity = "warn"
    seats = ("COM",)
    sender = text("Client desk")

    def due(self, world: World) -> Iterable[tuple[Text, Text]]:
        state = world.state
        out = (state.port == 0) | (state.online == 0)
        down = not state.venue or state.killed or not state.intake or int(out.sum()) >= 4
        if not down or world.phase != "open":
            state.keys.pop("waiting", None)
            return
        since = state.keys.setdefault("waiting", world.step)
        last = state.fired.get("orders_waiting", -9999)
        if world.step - since >= 180 and world.step - last >= 900:
            yield text("Where are my fills?"), _words(world)


STANDS = text("Clients wait for their orders. They ask when we trade again.")
ELSEWHERE = text("Clients send their orders elsewhere, as told. They ask when we trade again.")
CLOSED = text("Clients' orders come back refused. They ask when we take orders again.")
SLOW = text("Some clients wait for their orders, others do not. They ask what is wrong.")


def _words(world: World) -> Text:
    """What the client desk hears, by what of the firm stands still."""
    state = world.state
    if not state.venue or state.killed or not world.fleet.takes_orders().any():
        return ELSEWHERE if "clients" in state.told else STANDS
    return SLOW if state.intake else CLOSED
