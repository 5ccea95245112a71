"""Arguments of an order: from what a browser sent to what the log keeps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from game.sim import evidence
from game.sim.parts import Action, Args, Refused
from game.sim.text import text

if TYPE_CHECKING:
    from game.sim.world import World


def clean(world: World, action: Action, args: Args, seats: Sequence[str]) -> Args:
    """Arguments as the log keeps them: known fields only, inner router numbers, plain values."""
    cleaned: Args = {}
    for item in action.fields_in(world.routers):
        value = args.get(item.name)
        if value in (None, "", []):
            continue
        if item.kind == "evidence":
            cleaned[item.name] = _evidence(world, value, seats)
            continue
        cleaned[item.name] = _value(world, item.kind, value, [key for key, _ in item.choices])
    return cleaned


def _evidence(world: World, value: Any, seats: Sequence[str]) -> list[str]:
    """Opened items that these seats can read: nobody cites what he has not seen."""
    many = value if isinstance(value, (list, tuple)) else [value]
    inner = {evidence.inner_key(world, str(item)) for item in many}
    return sorted(
        key for key in inner if key in world.state.opened and evidence.readable(world, key, seats)
    )


def _value(world: World, kind: str, value: Any, choices: list[str]) -> Any:
    many = value if isinstance(value, (list, tuple)) else [value]
    if kind in ("router", "routers"):
        hosts = sorted({world.inner(_number(world, item)) for item in many})
        return hosts[0] if kind == "router" else hosts
    if kind == "int":
        return _int(value)
    words = str(many[0])[:500]
    if kind == "choice" and words not in choices:
        raise Refused(text("{word} is not one of the choices.", word=words[:40]))
    return words


def _number(world: World, value: Any) -> int:
    number = _int(value)
    if not 1 <= number <= world.routers:
        raise Refused(text("There is no router {number}.", number=number))
    return number


def _int(value: Any) -> int:
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError):
        raise Refused(text("A whole number is needed.")) from None
    if abs(number) > 10**12:
        raise Refused(text("A whole number is needed."))
    return number
