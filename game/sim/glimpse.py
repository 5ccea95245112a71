"""A view of which only what is looked at gets drawn up: for studies of many mornings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from game.sim.view import View
from game.sim.visibility import PARTS

if TYPE_CHECKING:
    from game.sim.world import World


class Glimpse:
    """Has the fields of a view. Raises LookupError when the world has gone on meanwhile."""

    def __init__(self, world: World, seats: Sequence[str]) -> None:
        self._world, self._seats, self._seen = world, seats, world.step

    def __getattr__(self, name: str) -> Any:
        """Asked once for each field: what is found stays with it."""
        if name not in PARTS:
            raise AttributeError(name)
        if self._world.step != self._seen:
            raise LookupError(f"{name} was not looked at when it could be seen")
        found = self.__dict__[name] = PARTS[name](self._world, self._seats)
        return found


def glimpse(world: World, seats: Sequence[str]) -> View:
    """Equal to `view_for` for whoever looks at once."""
    return cast(View, Glimpse(world, seats))
