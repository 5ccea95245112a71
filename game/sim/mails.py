"""The shared mailbox: automatic mails by the hundred, and among them the rejects."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np

from game.sim.text import Text, text

if TYPE_CHECKING:
    from game.sim.world import World

BNET = "bnet"
BNET_SENDER = text("SMARS")
BNET_SUBJECT = text("BNET reject")
BNET_BODY = text("SMARS: order {order} rejected, pre-market session. Error: Power Peg disabled.")


@dataclass(frozen=True)
class Kind:
    """A sort of automatic mail."""

    key: str
    sender: Text
    subject: Text
    body: str


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
    """The table of automatic mails."""
    file = resources.files("game.sim.scenarios") / "tables" / "mails.toml"
    rows = tomllib.loads(file.read_text())["mail"]
    return tuple(Kind(r["key"], Text(r["sender"]), Text(r["subject"]), r["body"]) for r in rows)


def count(world: World) -> int:
    """Mails delivered so far."""
    automatic = int(np.searchsorted(world.draws.mail_step, world.state.step, side="right"))
    return automatic + len(world.state.bnet)


def groups(world: World) -> dict[str, Group]:
    """The mailbox by subject."""
    found: dict[str, Group] = {}
    delivered = int(np.searchsorted(world.draws.mail_step, world.state.step, side="right"))
    which = world.draws.mail_kind[:delivered] % len(kinds())
    steps = world.draws.mail_step[:delivered]
    for index in np.unique(which):
        kind, mine = kinds()[int(index)], steps[which == index]
        found[kind.key] = Group(
            kind.key, kind.sender, kind.subject, len(mine), int(mine[0]), int(mine[-1])
        )
    bnet = world.state.bnet
    if bnet:
        found[BNET] = Group(BNET, BNET_SENDER, BNET_SUBJECT, len(bnet), bnet[0][0], bnet[-1][0])
    return found


def latest(world: World, key: str, most: int = 5) -> list[tuple[int, Text]]:
    """The newest mails of a subject: step and body, newest first."""
    if key == BNET:
        rows = list(enumerate(world.state.bnet))[-most:][::-1]
        return [(step, Text(BNET_BODY.id, {"order": _order(number)})) for number, (step, _) in rows]
    delivered = int(np.searchsorted(world.draws.mail_step, world.state.step, side="right"))
    found = []
    for row in range(delivered - 1, -1, -1):
        bits = int(world.draws.mail_kind[row])
        kind = kinds()[bits % len(kinds())]
        if kind.key == key:
            found.append((int(world.draws.mail_step[row]), Text(kind.body, _details(world, bits))))
        if len(found) == most:
            break
    return found


def header_hosts(world: World, most: int = 5) -> list[tuple[int, int]]:
    """Step and originating host of the newest rejects: only the raw header tells."""
    return [(step, host) for step, host in world.state.bnet[-most:][::-1]]


def _order(number: int) -> str:
    return f"RL{10_400 + 7 * number}"


def _details(world: World, bits: int) -> dict[str, Any]:
    """Numbers and names of one mail, all from its own random bits."""
    names = world.scenario.symbols.name
    return {
        "symbol": names[bits // 64 % len(names)],
        "session": f"{'ABCDEFGHJK'[bits // 7 % 10]}{bits // 11 % 900 + 100}",
        "host12": bits // 13 % 12 + 1,
        "ticket": str(20_000 + bits // 17 % 9000),
        "n": bits // 19 % 46 + 2,
        "pct": 71 + bits // 23 % 18,
        "d": bits // 29 % 10,
    }
