"""A team's orders as JSON lines: what `simulate --commands` reads, and how a log is written so."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from game import sim
from game.sim.parts import CONTROL

KEYS = {"at", "action", "args", "seat", "actor", "seq", "inner"}
HOSTS = 8
SEATS = (*sim.ALL_SEATS, CONTROL)  # a log holds what exercise control ordered too


class BadLine(ValueError):
    """A line that says nothing that could be ordered; the message names its number."""


@dataclass(frozen=True)
class Order:
    """One line. `args` hold shown router numbers (1 to 8), or the log's own (0 to 7) if `inner`."""

    number: int
    due: int
    action: str
    args: sim.Args
    seats: tuple[str, ...]
    actor: str
    inner: bool
    seq: int | None

    def entry(self, seq: int, args: sim.Args) -> sim.Entry:
        """The log row of this order."""
        return sim.Entry(self.seq or seq, self.due, self.action, args, self.seats, self.actor)


def line(entry: sim.Entry) -> str:
    """A log row as a line that gives the same state when it is read again."""
    row = {
        "at": sim.reading(entry.due),
        "action": entry.action,
        "args": entry.args,
        "seat": list(entry.seats),
        "actor": entry.actor,
        "seq": entry.seq,
        "inner": True,
    }
    return json.dumps(row)


def read(lines: Iterable[str]) -> list[Order]:
    """Orders by time; those of one second stay in the order of the file. Raises BadLine."""
    orders = list(_orders(lines))
    orders.sort(key=lambda order: order.due)
    numbered = [order.seq for order in orders if order.seq is not None]
    if numbered and (len(numbered) < len(orders) or numbered != sorted(set(numbered))):
        raise BadLine("'seq' must be on every line and grow with the time, or on none")
    return orders


def _orders(lines: Iterable[str]) -> Iterator[Order]:
    for number, words in enumerate(lines, start=1):
        if not words.strip():
            continue
        try:
            yield _order(number, _row(words))
        except ValueError as why:
            raise BadLine(f"line {number}: {why}") from why


def _row(words: str) -> dict[str, Any]:
    try:
        row = json.loads(words)
    except json.JSONDecodeError as why:
        raise ValueError(f"not JSON ({why.msg})") from why
    if not isinstance(row, dict):
        raise ValueError("not a JSON object")
    if strange := sorted(set(row) - KEYS):
        raise ValueError(f"unknown key {strange[0]!r}")
    for key in ("at", "action"):
        if not isinstance(row.get(key), str):
            raise ValueError(f"{key!r} is missing or not a string")
    return row


def _order(number: int, row: dict[str, Any]) -> Order:
    inner, seq = row.get("inner", False), row.get("seq")
    if not isinstance(inner, bool):
        raise ValueError("'inner' must be true or false")
    if seq is not None and (not _whole(seq) or seq < 1):
        raise ValueError("'seq' must be a whole number from 1")
    seats = _seats(row.get("seat", list(sim.ALL_SEATS)))
    actor = row.get("actor", seats[0] if len(seats) == 1 else "")
    if not isinstance(actor, str):
        raise ValueError("'actor' must be a string")
    args = _args(row["action"], row.get("args", {}), inner)
    # The morning begins at 08:00:00; the first second in which something can be due is the next.
    return Order(number, max(1, sim.at(row["at"])), row["action"], args, seats, actor, inner, seq)


def _seats(value: object) -> tuple[str, ...]:
    seats = [value] if isinstance(value, str) else value
    if not isinstance(seats, list) or not seats:
        raise ValueError("'seat' must be a seat or a list of seats")
    for seat in seats:
        if seat not in SEATS:
            raise ValueError(f"unknown seat {seat!r}; there are {', '.join(sim.ALL_SEATS)}")
    return tuple(seats)


def _args(name: str, args: object, inner: bool) -> sim.Args:
    if name not in sim.ACTIONS:
        raise ValueError(f"unknown action {name!r}")
    if not isinstance(args, dict):
        raise ValueError("'args' must be an object")
    fields = {field.name: field for field in sim.ACTIONS[name].fields}
    for key, value in args.items():
        if key == "alone" and inner and isinstance(value, bool):
            continue
        if key not in fields:
            raise ValueError(f"{name} has no argument {key!r}")
        _value(fields[key], value, 0 if inner else 1)
    for field in fields.values():
        if field.required and field.name not in args:
            raise ValueError(f"{name} needs the argument {field.name!r}")
    return args


def _value(field: sim.Field, value: object, first: int) -> None:
    """Raise ValueError unless the value has the shape of the field."""
    good = {
        "router": lambda: _host(value, first),
        "routers": lambda: _list(value) and all(_host(item, first) for item in _items(value)),
        "choice": lambda: value in [key for key, _ in field.choices],
        "text": lambda: isinstance(value, str) and bool(value),
        "evidence": lambda: all(isinstance(item, str) for item in _items(value)),
        "int": lambda: _whole(value),
    }
    if not good[field.kind]():
        raise ValueError(f"{value!r} does not do for the argument {field.name!r}")


def _items(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _list(value: object) -> bool:
    return bool(_items(value))


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _host(value: object, first: int) -> bool:
    return _whole(value) and value in range(first, first + HOSTS)
