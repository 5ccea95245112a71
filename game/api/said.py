"""What the runtime says, as JSON: a text is its id, its parameters and its words."""

from __future__ import annotations

from typing import Any

from game import runtime, sim, texts
from game.models import Participant, Team
from game.runtime import injecting
from game.sim import reading
from game.sim.text import Text

ROW = {"text", "params"}  # how a kept result writes a text


def plain(thing: Any) -> Any:
    """Dataclasses, texts and numbers as JSON has them."""
    if isinstance(thing, Text):
        params = {name: plain(value) for name, value in thing.params.items()}
        return {"id": thing.id, "params": params, "words": texts.render(thing)}
    if isinstance(thing, dict):
        return plain(_text_of(thing)) if thing.keys() == ROW else _mapping(thing)
    if isinstance(thing, (list, tuple)):
        return [plain(value) for value in thing]
    if hasattr(thing, "__dataclass_fields__"):
        return {name: plain(getattr(thing, name)) for name in thing.__dataclass_fields__}
    return thing.item() if hasattr(thing, "item") else thing


def _mapping(thing: dict[Any, Any]) -> dict[str, Any]:
    return {str(key): plain(value) for key, value in thing.items()}


def _text_of(row: Any) -> Any:
    """A text of a kept result, its own parameters included."""
    if not isinstance(row, dict) or row.keys() != ROW:
        return row
    return Text(row["text"], {name: _text_of(value) for name, value in row["params"].items()})


def clock(now: runtime.Clock) -> dict[str, Any]:
    """Where the clock is; simulated time is New York's of 1 August 2012."""
    return {**vars(now), "time": reading(now.step)}


def receipt(given: runtime.Receipt) -> dict[str, Any]:
    """The answer to an order."""
    times = {"due": given.due_step, "effect": given.effect_step}
    return {
        **vars(given),
        "text": plain(given.text),
        **{name: None if step is None else reading(step) for name, step in times.items()},
    }


def view(look: runtime.Look, team: Team) -> dict[str, Any]:
    """All that these seats see now: the simulation's view, its clock, its people and notes."""
    seen = plain(look.view)
    seen["numbers"] = dict(zip(sim.FRAME_FIELDS, look.view.numbers, strict=True))
    for row, words in zip(seen["messages"], written(look, team), strict=True):
        row["written"] = words
        del row["words"]
    return seen | {
        "time": reading(look.view.step),
        "clock": clock(look.clock),
        "people": [plain(person) for person in look.people],
        "names": look.names,
        "notes": notes(look),
    }


def notes(look: runtime.Look) -> list[dict[str, Any]]:
    """What was written to the team, and who holds which seats."""
    return [plain(note) | {"time": reading(note.step)} for note in look.notes]


def written(look: runtime.Look, team: Team) -> list[str | None]:
    """What a facilitator wrote, message by message: it is kept where it can be erased."""
    kept = [message.words for message in look.view.messages]
    bodies = injecting.bodies_of(team, kept)
    return [bodies.get(pk) if pk else None for pk in kept]


def person(who: Participant) -> dict[str, Any]:
    """Somebody as a facilitator's program sees them."""
    return {
        "id": who.pk,
        "token": who.token,
        "name": who.name,
        "team": who.team_id,
        "seats": list(who.seats),
        "removed": who.removed,
        "asks_back": who.asks_back,
        "hopes_for": who.preference,
        "checked": who.checked,
        "last_seen": who.last_seen,
    }
