"""The shared mailbox: automatic mails by the hundred, and among them the rejects."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from game.sim import rng
from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World

BNET = "bnet"
BNET_SENDER = text("SMARS")
BNET_SUBJECT = text("BNET reject")
LETTERS = "ABCDEFGHJK"  # of a session, line, circuit, queue, room
RANGES = {  # what a number in a mail may be, first and last
    "line": (100, 999),
    "host12": (1, 12),
    "ticket": (21_000, 28_999),
    "n": (2, 47),
    "pct": (71, 88),
    "d": (2, 9),
    "big": (1000, 9999),
}
BNET_BODY = text("SMARS: order {order} rejected, pre-market session. Error: Power Peg disabled.")


@dataclass(frozen=True)
class Kind:
    """A sort of automatic mail."""

    key: str
    sender: Text
    subject: Text
    bodies: tuple[str, ...]
    weight: int = 1


@dataclass(frozen=True)
class Group:
    """What the mailbox shows for one subject: how many, first and last step."""

    key: str
    sender: Text
    subject: Text
    count: int
    first: int
    last: int


@functools.cache
def kinds() -> tuple[Kind, ...]:
    """The automatic mails of all tables, in the order of their file names."""
    folder = resources.files("game.sim.scenarios") / "tables" / "mails"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=_name)
    rows = (row for file in files for row in tomllib.loads(file.read_text())["mail"])
    return tuple(_kind(row) for row in rows)


def _name(file: Traversable) -> str:
    return file.name


def _kind(row: dict[str, Any]) -> Kind:
    bodies = tuple(row.get("bodies") or [row["body"]])
    return Kind(row["key"], Text(row["sender"]), Text(row["subject"]), bodies, row.get("weight", 1))


@functools.cache
def _kind_of_slot() -> NDArray[np.int64]:
    """Index of a kind for each of the table's slots: a kind has as many as it weighs."""
    weights = [kind.weight for kind in kinds()]
    return np.repeat(np.arange(len(weights), dtype=np.int64), weights)


def _delivered(world: World) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Step and kind of each automatic mail so far, by time."""
    many = int(np.searchsorted(world.draws.mail_step, world.state.step, side="right"))
    slots = _kind_of_slot()
    return world.draws.mail_step[:many], slots[world.draws.mail_kind[:many] % len(slots)]


def count(world: World) -> int:
    """Mails delivered so far."""
    automatic = int(np.searchsorted(world.draws.mail_step, world.state.step, side="right"))
    return automatic + len(world.state.bnet)


def groups(world: World) -> dict[str, Group]:
    """The mailbox by subject."""
    steps, which = _delivered(world)
    found: dict[str, Group] = {}
    for step, index in zip(steps.tolist(), which.tolist(), strict=True):
        kind = kinds()[index]
        known = found.get(kind.key)
        many, first = (known.count + 1, known.first) if known else (1, step)
        found[kind.key] = Group(kind.key, kind.sender, kind.subject, many, first, step)
    bnet = world.state.bnet
    if bnet:
        found[BNET] = Group(BNET, BNET_SENDER, BNET_SUBJECT, len(bnet), bnet[0][0], bnet[-1][0])
    return found


def subject(args: dict[str, Any]) -> Text:
    """The subject of the group that an order names."""
    if args["group"] == BNET:
        return BNET_SUBJECT
    return next((kind.subject for kind in kinds() if kind.key == args["group"]), Text(""))


def latest(world: World, key: str, most: int = 5) -> list[tuple[int, Text]]:
    """The newest mails of a subject: step and body, newest first."""
    if key == BNET:
        rows = list(enumerate(world.state.bnet))[-most:][::-1]
        return [(step, Text(BNET_BODY.id, {"order": _order(number)})) for number, (step, _) in rows]
    steps, which = _delivered(world)
    mine = [row for row, index in enumerate(which.tolist()) if kinds()[index].key == key]
    if not mine:
        return []
    bodies = _shuffled(world.draws.seed, key)
    return [
        (int(steps[row]), _body(world, row, bodies[number % len(bodies)]))
        for number, row in list(enumerate(mine))[-most:][::-1]
    ]


@functools.lru_cache(maxsize=1024)
def _shuffled(seed: str, key: str) -> tuple[str, ...]:
    """The wordings of a subject in the seed's order: none comes again before all have come."""
    bodies = next(kind.bodies for kind in kinds() if kind.key == key)
    index = np.arange(len(bodies), dtype=np.uint64)
    order = np.argsort(rng.bits(rng.stream(seed, f"mail/words/{key}"), 0, index))
    return tuple(bodies[number] for number in order)


def _body(world: World, row: int, wording: str) -> Text:
    """One mail: its wording, and its numbers and names by its own random bits."""
    return Text(wording, _details(world, int(world.draws.mail_kind[row])))


def header_hosts(world: World, most: int = 5) -> list[tuple[int, int]]:
    """Step and originating host of the newest rejects: only the raw header tells."""
    return [(step, host) for step, host in world.state.bnet[-most:][::-1]]


def _order(number: int) -> str:
    return f"RL{10_400 + 7 * number}"


def _details(world: World, bits: int) -> dict[str, Any]:
    """Numbers and names of one mail, from those of its random bits that did not choose its kind."""
    names = world.scenario.symbols.name
    rest, symbol = divmod(bits // len(_kind_of_slot()), len(names))
    rest, letter = divmod(rest, len(LETTERS))
    digits = {}
    for name, (first, last) in RANGES.items():
        rest, above = divmod(rest, last - first + 1)
        digits[name] = first + above
    return {
        "symbol": names[symbol],
        "session": f"{LETTERS[letter]}{digits.pop('line')}",
        "ticket": str(digits.pop("ticket")),
        **digits,
    }
